import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EverrunsError } from '@everruns/schemas';
import pg from 'pg';
import { sleep } from '@everruns/kernel';
import { codeOf } from './pg-errors.ts';

const LOCK_KEY = 6_872_317_201;
/** SQLSTATEs. */
const INSUFFICIENT_PRIVILEGE = '42501';
const READ_ONLY = '25006';
const LOCK_NOT_AVAILABLE = '55P03';
const DEFAULT_DIRECTORY = fileURLToPath(new URL('../../../../migrations', import.meta.url));

export interface MigrateOptions {
  url: string;
  /** Holds `0001_<name>.sql` …; default: this release's. */
  directory?: string;
  /** How a migration waits for a table that others hold. */
  patience?: MigrationPatience;
  /** `check` applies nothing, and throws `conflict` where a migration is missing. */
  only?: 'auto' | 'check';
}

export interface MigrationPatience {
  /** How long one try waits, with everybody else waiting behind it. */
  lockTimeoutMs: number;
  tries: number;
  pauseMs: number;
}

type Only = Required<Pick<MigrateOptions, 'only'>>;

const PATIENCE: MigrationPatience = { lockTimeoutMs: 5_000, tries: 6, pauseMs: 5_000 };

interface Migration {
  name: string;
  sha256: string;
  sql: string;
}

/**
 * Migrates a database to this release's schema, in one transaction under an advisory lock, so several processes may call it at once.
 * Returns the names of the applied migrations. Throws `conflict` for a database of a newer release, a changed migration or a read-only
 * server, and `forbidden` if the role may not do this.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.directory ?? DEFAULT_DIRECTORY);
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 10_000 });
  // A connection that is lost here rejects the running query. Without a listener, the loss would end the process first.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await applyWithPatience(client, migrations, {
      ...(options.patience ?? PATIENCE),
      only: options.only ?? 'auto',
    });
  } catch (error) {
    throw toSentence(error, { role: client.user ?? 'of DATABASE_URL', newest: migrations.at(-1)?.name ?? '' });
  } finally {
    await client.end();
  }
}

function toSentence(error: unknown, { role, newest }: { role: string; newest: string }): unknown {
  switch (codeOf(error)) {
    case INSUFFICIENT_PRIVILEGE:
      return new EverrunsError(
        'forbidden',
        `The role ${role} may not bring the database to the schema of this release (${newest}): run "everruns migrate" with a DATABASE_URL whose role owns the tables, grant ${role} its rights on all of them, then start again.`,
        { cause: error },
      );
    case LOCK_NOT_AVAILABLE:
      return new EverrunsError(
        'conflict',
        'The schema was not changed, because other transactions hold tables that the migration needs: stop processes of the release before, end long transactions such as dumps, then start again.',
        { cause: error },
      );
    case READ_ONLY:
      return new EverrunsError(
        'conflict',
        'The database takes no writes, as a standby does not: set DATABASE_URL to the primary.',
        { cause: error },
      );
    default:
      return error;
  }
}

/** The names of this release's migrations, in order. */
export async function listMigrationNames(): Promise<string[]> {
  return (await readMigrations(DEFAULT_DIRECTORY)).map(({ name }) => name);
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(directory, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Tries again while somebody holds a table. In between everybody else goes on. */
async function applyWithPatience(
  client: pg.Client,
  migrations: Migration[],
  { tries, pauseMs, ...how }: MigrationPatience & Only,
): Promise<string[]> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await applyMissing(client, migrations, how);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (codeOf(error) !== LOCK_NOT_AVAILABLE || tried >= tries) throw error;
    }
    await sleep(pauseMs);
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: Migration[],
  { only, lockTimeoutMs }: Only & Pick<MigrationPatience, 'lockTimeoutMs'>,
): Promise<string[]> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
  // This is asked first, so that a role without any rights can start over a finished schema.
  const table = await client.query<{ known: boolean }>(`select to_regclass('schema_migrations') is not null as known`);
  if (table.rows[0]?.known !== true) {
    await client.query(`
      create table schema_migrations (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`);
  }
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations');
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  refuseForeignSchema(applied, migrations);
  const missing = migrations.filter(({ name }) => !applied.has(name));
  if (only === 'check') refuseMissing(missing);
  // Not before: another process that migrates holds the advisory lock for as long as it takes.
  await client.query(`set local lock_timeout = ${lockTimeoutMs}`);
  for (const { name, sha256, sql } of missing) {
    await client.query(sql);
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
  }
  await client.query('commit');
  return missing.map(({ name }) => name);
}

function refuseMissing(missing: readonly Migration[]): void {
  const [first] = missing;
  if (first === undefined) return;
  throw new EverrunsError(
    'conflict',
    `The database lacks ${missing.length} migrations of this release, ${first.name} first: run "everruns migrate", then start again (MIGRATE=check).`,
  );
}

function refuseForeignSchema(applied: ReadonlyMap<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    if (!known.has(name)) {
      throw new EverrunsError(
        'conflict',
        `The database has the schema of a newer release (${name}): start that release, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.`,
      );
    }
    if (known.get(name) !== sha256) {
      throw new EverrunsError(
        'conflict',
        `The migration ${name} is not the one that this database was made with: restore the file, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.`,
      );
    }
  }
}
