import { EverrunsError } from '@everruns/schemas';
import type pg from 'pg';
import type { Migration } from './migration-files.ts';

/** The newest migration of release 0.1.0, whose processes start only where `schema_migrations` names no other ones. */
const NEWEST_OF_0_1_0 = '0006_fallback_model.sql';

/** The table that notes a migration: `schema_migrations` is what release 0.1.0 reads, and names only what it knows or cannot live with. */
export function tableOf({ name, needs }: Pick<Migration, 'name' | 'needs'>): 'schema_migrations' | 'later_migrations' {
  const canLiveWithIt = name > NEWEST_OF_0_1_0 && (needs ?? '') <= NEWEST_OF_0_1_0;
  return canLiveWithIt ? 'later_migrations' : 'schema_migrations';
}

const COLUMNS = `(
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now(),
  needs text
)`;

/** Makes the tables that note migrations, and moves what an unreleased version has noted in the wrong one of them. */
export async function prepareTables(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists schema_migrations ${COLUMNS}`);
  await client.query('alter table schema_migrations add column if not exists needs text');
  await client.query(`create table if not exists later_migrations ${COLUMNS}`);
  await client.query(MOVE, [NEWEST_OF_0_1_0]);
}

const MOVE = `with moved as (
    delete from schema_migrations where name > $1 and coalesce(needs, '') <= $1 returning name, sha256, applied_at, needs)
  insert into later_migrations (name, sha256, applied_at, needs) select name, sha256, applied_at, needs from moved`;

/** The names and hashes of the applied migrations. Nothing is created, so that a role without any rights can start over a finished schema. */
export async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, Applied>> {
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  const read = tables.map(({ name }) => `select name, sha256, to_jsonb(m) ->> 'needs' as needs from ${name} m`);
  if (read.length === 0) return new Map();
  const { rows } = await client.query<Applied & { name: string }>(`${read.join(' union all ')} order by name`);
  return new Map(rows.map(({ name, ...row }) => [name, row]));
}

export interface Applied {
  sha256: string;
  needs: string | null;
}

/** The rows are read as JSON, because the table of release 0.1.0 has no column `needs`. */
const TABLES = `select name from unnest(array['schema_migrations', 'later_migrations']) as t (name) where to_regclass(name) is not null`;

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
