import path from 'node:path';
import { repository } from '../workflow-files.ts';
import { packRelease } from './pack-release.ts';

// `node harness/release-gates/pack/main.ts [FOLDER]`: what the release workflow publishes, for the tag and the repository of its environment.
const { GITHUB_REF_NAME: tag = '', GITHUB_REPOSITORY: repositoryName = '' } = process.env;
await packRelease({ folder: path.resolve(process.argv[2] ?? path.join(repository, 'dist')), tag, repositoryName });
