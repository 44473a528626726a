// Generates what follows from the folders of the control plane: their drawing in ARCHITECTURE.md and their lists in
// .oxlintrc.json.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawFolders, withDrawing } from './folder-drawing.ts';
import { readLintConfig, withFolderOverrides } from './lint-config.ts';
import { repositoryRoot } from './source-files.ts';

const architecture = path.join(repositoryRoot, 'ARCHITECTURE.md');
writeFileSync(architecture, withDrawing(readFileSync(architecture, 'utf8'), drawFolders()));
const config = withFolderOverrides(readLintConfig());
writeFileSync(path.join(repositoryRoot, '.oxlintrc.json'), `${JSON.stringify(config, null, 2)}\n`);
console.log('ARCHITECTURE.md and .oxlintrc.json are written; run oxfmt.');
