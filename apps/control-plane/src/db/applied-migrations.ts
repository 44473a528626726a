import { EverrunsError } from '@everruns/schemas';
import type pg from 'pg';
import type { Migration } from './migration-files.ts';

/** The names and hashes of the applied migrations. Nothing is created, so that a role without any rights can start over a finished schema. */
export async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, Applied>> {
  if (!(await hasTable(client))) return new Map();
  const { rows } = await client.query<Applied & { name: string }>(APPLIED);
  return new Map(rows.map(({ name, ...row }) => [name, row]));
}

export interface Applied {
  sha256: string;
  needs: string | null;
}

/** By the row as JSON, because a table of release 0.1.0 has no such column. */
const APPLIED = `select name, sha256, to_jsonb(m) ->> 'needs' as needs from schema_migrations m order by name`;

export async function hasTable(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('schema_migrations') is not null as known`,
  );
  return rows[0]?.known === true;
}

/**
 * Returns the migrations of a newer release, with all of which this one can live. Throws `conflict` if it cannot, and for a migration that
 * was changed.
 */
export function findNewer(applied: ReadonlyMap<string, Applied>, migrations: Migration[]): string[] {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  const newest = migrations.at(-1)?.name.slice(0, 4) ?? '';
  const newer: string[] = [];
  for (const [name, { sha256, needs }] of applied) {
    if (!known.has(name) && (name.slice(0, 4) <= newest || (needs !== null && needs > newest))) {
      throw new EverrunsError(
        'conflict',
        `The database has the schema of a newer release (${name}): start that release, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.`,
      );
    }
    if (!known.has(name)) newer.push(name);
    else if (known.get(name) !== sha256) {
      throw new EverrunsError(
        'conflict',
        `The migration ${name} is not the one that this database was made with: restore the file, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.`,
      );
    }
  }
  return newer;
}
