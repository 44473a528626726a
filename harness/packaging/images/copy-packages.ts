import { cp, mkdir, readFile, readdir, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { repository } from '../workspace-packages.ts';
import { isNeeded } from './needed-files.ts';

const Manifest = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.looseObject({ optional: z.boolean().optional() })).default({}),
});

const STORE = path.join(repository, 'node_modules/.pnpm');

/**
 * Copies packages of others, in the versions of the lock file, with all that they need to `node_modules` below `stage`, in pnpm's
 * layout. Each name is looked up from one of the `importers`, which are folders of this repository's packages.
 */
export async function copyPackages(
  names: readonly string[],
  { stage, importers, omitted }: { stage: string; importers: readonly string[]; omitted: readonly string[] },
): Promise<void> {
  const modules = path.join(stage, 'node_modules');
  const copied = new Set<string>();

  async function copy(source: string): Promise<void> {
    if (copied.has(source)) return;
    copied.add(source);
    const manifest = Manifest.parse(JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')));
    const target = toTarget(source);
    await cp(source, target, {
      recursive: true,
      filter: (file) => isNeeded(manifest.name, path.relative(source, file)),
    });
    // What a package needs lies beside it.
    const beside = source.slice(0, -manifest.name.length - 1);
    for (const name of listNeeds(manifest)) {
      if (omitted.includes(name)) continue;
      const found = await realpath(path.join(beside, name)).catch(() => null);
      if (found === null || found === source) continue;
      await copy(found);
      await link(path.join(toTarget(beside), name), toTarget(found));
    }
  }

  const toTarget = (source: string): string => path.join(modules, '.pnpm', path.relative(STORE, source));
  for (const name of names) {
    const source = await findPackage(name, importers);
    await copy(source);
    await link(path.join(modules, name), toTarget(source));
  }
}

/** Optional peers are offers, which this repository takes nowhere. */
function listNeeds(manifest: z.output<typeof Manifest>): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifest;
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])];
}

async function findPackage(name: string, importers: readonly string[]): Promise<string> {
  for (const folder of importers) {
    const found = await realpath(path.join(repository, folder, 'node_modules', name)).catch(() => null);
    if (found !== null) return found;
  }
  throw new Error(`${name} is a dependency of none of ${importers.join(', ')}.`);
}

async function link(at: string, target: string): Promise<void> {
  await mkdir(path.dirname(at), { recursive: true });
  const existing = await readdir(path.dirname(at));
  if (!existing.includes(path.basename(at))) await symlink(path.relative(path.dirname(at), target), at);
}
