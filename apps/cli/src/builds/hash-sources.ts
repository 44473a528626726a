import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** Files and folders, relative to the repository, from which something is built. */
export interface Sources {
  paths: readonly string[];
  /** Folders whose files do not matter. */
  except: readonly string[];
}

/** Returns a hash that changes with any of the files, so that a build can be reused until then. */
export async function hashSources({ paths, except }: Sources): Promise<string> {
  const hash = createHash('sha256');
  const left = except.map((folder) => path.join(repository, folder));
  for (const source of paths) {
    for (const file of await listFiles(path.join(repository, source), left))
      hash.update(path.relative(repository, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(source: string, left: readonly string[]): Promise<string[]> {
  const entries = await readdir(source, { withFileTypes: true }).catch(() => null);
  if (entries === null) return [source];
  const listed = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(source, entry.name);
      if (left.includes(file)) return [];
      return entry.isDirectory() ? listFiles(file, left) : entry.isFile() ? [file] : [];
    }),
  );
  return listed.flat().toSorted();
}
