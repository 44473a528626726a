import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { repository, type WorkspacePackage } from './workspace-packages.ts';

const LEFT_OUT = /\.(test|contract|d)\.tsx?$|(^|\/)(testing|test)(\/|$)/;
const OWN = /(["'])(@everruns\/[\w-]+(?:\/[\w-]+)*)\1/g;
const TYPESCRIPT = /(["'])(\.{1,2}\/[^"'\n]*?)\.ts\1/g;

/**
 * Writes the sources of packages as JavaScript into the same folders below `stage`: Node strips no types below node_modules. What one package
 * takes of another is named by its path, so that the whole is one package.
 */
export async function compilePackages(packages: readonly WorkspacePackage[], stage: string): Promise<void> {
  const targets = listTargets(packages);
  for (const { folder } of packages) {
    const entries = await readdir(path.join(repository, folder, 'src'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    for (const entry of files) {
      const file = path.relative(repository, path.join(entry.parentPath, entry.name));
      if (!LEFT_OUT.test(file)) await compileFile(file, stage, targets);
    }
    await writeManifest(folder, stage);
  }
}

/** The file of each thing that a package gives to others, by the name under which they import it. */
export function listTargets(packages: Iterable<WorkspacePackage>): Map<string, string> {
  const listExports = ({ name, folder, exports }: WorkspacePackage): [string, string][] =>
    Object.entries(exports).map(([subpath, file]) => [path.posix.join(name, subpath), path.join(folder, file)]);
  return new Map([...packages].flatMap(listExports));
}

/** Compiles one file, or copies one that is no TypeScript. */
export async function compileFile(file: string, stage: string, targets: ReadonlyMap<string, string>): Promise<void> {
  const target = path.join(stage, file.replace(/\.ts$/, '.js'));
  await mkdir(path.dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return cp(path.join(repository, file), target);
  const source = await readFile(path.join(repository, file), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node24' });
  const relative = (given: string, quote: string, name: string): string => {
    const found = targets.get(name);
    if (found === undefined) return given;
    const way = path.posix.relative(path.dirname(file), found.replace(/\.ts$/, '.js'));
    return `${quote}${way.startsWith('.') ? way : `./${way}`}${quote}`;
  };
  await writeFile(target, code.replaceAll(OWN, relative).replaceAll(TYPESCRIPT, '$1$2.js$1'));
}

/** Says that the folder holds ES modules, and its version. */
export async function writeManifest(folder: string, stage: string): Promise<void> {
  const { name, version, type } = JSON.parse(
    await readFile(path.join(repository, folder, 'package.json'), 'utf8'),
  ) as Record<'name' | 'version' | 'type', string>;
  await writeFile(
    path.join(stage, folder, 'package.json'),
    `${JSON.stringify({ name, version, type, private: true })}\n`,
  );
}
