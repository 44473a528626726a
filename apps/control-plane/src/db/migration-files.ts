import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DEFAULT_DIRECTORY = fileURLToPath(new URL('../../../../migrations', import.meta.url));

export interface Migration {
  name: string;
  sha256: string;
  sql: string;
  /** The number of the migration without which a release cannot live with this one. Null: every release can. */
  needs: string | null;
  /** It makes indexes beside those who write, which PostgreSQL does only outside a transaction. */
  isOutside: boolean;
}

/** The first line of such a migration. */
const OUTSIDE = '-- Outside a transaction.\n';
/** A line of a migration that takes away what an older release uses. */
const NEEDS = /^-- Needs (\d{4})\.$/m;

/** The migrations of a folder, in order; of this release if none is given. */
export async function readMigrations(directory = DEFAULT_DIRECTORY): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(directory, name), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      const needs = NEEDS.exec(sql)?.[1] ?? null;
      return { name, sql, sha256, needs, isOutside: sql.startsWith(OUTSIDE) };
    }),
  );
}
