import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const repository = path.resolve(import.meta.dirname, '../..');

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  exports: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof Manifest>;

/** A package of this repository. */
export interface WorkspacePackage extends Manifest {
  /** Relative to the repository. */
  folder: string;
}

const Workspace = z.object({ catalog: z.record(z.string(), z.string()) });

/** All packages by name. */
export async function listWorkspacePackages(): Promise<Map<string, WorkspacePackage>> {
  const packages = new Map<string, WorkspacePackage>();
  for (const parent of ['apps', 'packages']) {
    for (const name of await readdir(path.join(repository, parent))) {
      const folder = path.join(parent, name);
      const text = await readFile(path.join(repository, folder, 'package.json'), 'utf8').catch(() => null);
      if (text === null) continue;
      const manifest = Manifest.parse(JSON.parse(text));
      packages.set(manifest.name, { ...manifest, folder });
    }
  }
  return packages;
}

/** The versions of the catalog. */
export async function readCatalog(): Promise<Record<string, string>> {
  const text = await readFile(path.join(repository, 'pnpm-workspace.yaml'), 'utf8');
  return Workspace.parse(parse(text)).catalog;
}

/** A package and all of this repository that it needs. */
export function closureOf(name: string, packages: ReadonlyMap<string, WorkspacePackage>): WorkspacePackage[] {
  const found = new Map<string, WorkspacePackage>();
  const visit = (each: string): void => {
    const given = packages.get(each);
    if (given === undefined || found.has(each)) return;
    found.set(each, given);
    Object.keys(given.dependencies).forEach(visit);
  };
  visit(name);
  return [...found.values()];
}
