import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packPackage, runTool } from '../../packaging/pack-package.ts';
import { stageCli } from '../../packaging/stage-cli.ts';
import { repository } from '../workflow-files.ts';

export interface ReleaseFacts {
  /** Where the tarballs, their bills of materials and the notes are written. */
  folder: string;
  /** The tag that is released, such as `v1.2.3`. */
  tag: string;
  /** `owner/name` on GitHub. npm's provenance is refused unless the manifest names the repository that builds it. */
  repositoryName: string;
}

/** Packs the public packages with the repository in their manifests, and writes a bill of materials of each and the notes. */
export async function packRelease({ folder, tag, repositoryName }: ReleaseFacts): Promise<void> {
  const read = (file: string): Promise<string> => readFile(path.join(repository, file), 'utf8');
  const { version } = JSON.parse(await read('apps/cli/package.json')) as { version: string };
  const notes = notesOf(await read('CHANGELOG.md'), { tag, version });
  const stage = path.join(folder, 'everruns');
  await mkdir(stage, { recursive: true });
  const sdk = path.join(repository, 'packages/sdk');
  await nameRepository(sdk, { repositoryName, directory: 'packages/sdk' });
  await packPackage('packages/sdk', folder);
  await stageCli(stage);
  await nameRepository(stage, { repositoryName });
  await runTool('npm', ['pack', '--pack-destination', folder], stage);
  for (const name of ['sdk', 'cli']) await listMaterials(name, path.join(folder, `${name}.cdx.json`));
  await writeFile(path.join(folder, 'notes.md'), notes);
}

/** Returns the section of a version in the changelog. Throws unless the tag is that of the packages and has a section. */
export function notesOf(changelog: string, { tag, version }: { tag: string; version: string }): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but the packages have the version ${version}.`);
  const section = changelog.split(/^## /m).find((each) => each.split(/\s/, 1)[0] === version);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}".`);
  return `${section.slice(section.indexOf('\n')).trim()}\n`;
}

async function nameRepository(
  folder: string,
  { repositoryName, directory }: { repositoryName: string; directory?: string },
): Promise<void> {
  const fields = [
    'repository.type=git',
    `repository.url=git+https://github.com/${repositoryName}.git`,
    ...(directory === undefined ? [] : [`repository.directory=${directory}`]),
  ];
  await runTool('npm', ['pkg', 'set', ...fields], folder);
}

/** Writes the production dependencies of a package as CycloneDX. */
async function listMaterials(name: string, file: string): Promise<void> {
  const args = ['-y', 'pnpm@12.21.0', 'sbom', '--filter', `@everruns/${name}`, '--prod', '--sbom-format', 'cyclonedx'];
  await runTool('npx', [...args, '--out', file], repository);
}
