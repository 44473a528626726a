import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import { repository } from '../workspace-packages.ts';

/** What a program consists of. */
export interface Code {
  /** Its files of this repository, relative to it. */
  files: string[];
  /** The packages of others that these files import. */
  packages: string[];
}

export interface FindCodeOptions {
  /** Where the program begins, relative to the repository. */
  entries: readonly string[];
  /** The file of each import of this repository's packages. */
  targets: ReadonlyMap<string, string>;
  /** The packages that a file may name: those that its own package depends on. */
  dependenciesOf: (file: string) => ReadonlySet<string>;
  /** Packages of others, and folders of this repository, that this program can do without, although it names them. */
  omitted: readonly string[];
}

/** Files that are loaded by their address: jobs of threads, the workflow of the worker. */
const BY_ADDRESS = /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g;
/** What may be the name of a package, or of a file of one, that is loaded later. */
const QUOTED = /'(@?[a-z][\w.@/-]*)'/g;

/** Follows all imports, also those that are made later, from the entries. */
export async function findCode({ entries, targets, dependenciesOf, omitted }: FindCodeOptions): Promise<Code> {
  const packages = new Set<string>();
  const take = (name: string): void => {
    const found = toPackageName(name);
    if (!isBuiltin(name) && !omitted.includes(found)) packages.add(found);
  };
  const files = new Set<string>();
  for (let left = [...entries]; left.length > 0;) {
    const found = await follow(left, outsiders(targets, take));
    const fresh = found.filter((file) => !files.has(file));
    for (const file of fresh) files.add(file);
    const named = await Promise.all(
      fresh.map((file) => {
        const known = dependenciesOf(file);
        return readNames(file, (name) => known.has(toPackageName(name)) && take(name));
      }),
    );
    left = named.flat().filter((file) => !files.has(file) && !omitted.some((folder) => file.startsWith(folder)));
  }
  return { files: [...files].toSorted(), packages: [...packages].toSorted() };
}

async function follow(entryPoints: string[], plugin: Plugin): Promise<string[]> {
  const { metafile } = await bundle({
    absWorkingDir: repository,
    entryPoints,
    bundle: true,
    write: false,
    outdir: 'out',
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [plugin],
  });
  return Object.keys(metafile.inputs);
}

/** Imports of this repository's packages go to their files, and those of others end here. */
function outsiders(targets: ReadonlyMap<string, string>, take: (name: string) => void): Plugin {
  return {
    name: 'outsiders',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
        if (kind === 'entry-point') return undefined;
        const own = targets.get(name);
        if (own !== undefined) return { path: path.join(repository, own) };
        take(name);
        return { path: name, external: true };
      });
    },
  };
}

/** Takes what a file names without importing it, and returns the files that it loads by their address. */
async function readNames(file: string, take: (name: string) => void): Promise<string[]> {
  const source = await readFile(path.join(repository, file), 'utf8');
  for (const [, name = ''] of source.matchAll(QUOTED)) take(name);
  return [...source.matchAll(BY_ADDRESS)].map(([, address = '']) => path.join(path.dirname(file), address));
}

function toPackageName(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
