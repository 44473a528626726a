import { EverrunsError } from '@everruns/schemas';
import type pg from 'pg';
import { sleep } from '@everruns/kernel';
import { findNewer, prepareTables, readApplied, tableOf } from './applied-migrations.ts';
import { createClient } from './hosts/open-client.ts';
import { readMigrations, type Migration } from './migration-files.ts';
import { codeOf } from './pg-errors.ts';
import { settleRights } from './roles/settle-rights.ts';

const LOCK_KEY = 6_872_317_201;
/** SQLSTATEs. */
const INSUFFICIENT_PRIVILEGE = '42501';
const READ_ONLY = '25006';
const LOCK_NOT_AVAILABLE = '55P03';

export interface MigrateOptions {
  url: string;
  /** Holds `0001_<name>.sql` …; default: this release's. */
  directory?: string;
  /** How a migration waits for a table that others hold. */
  patience?: MigrationPatience;
  /** `check` applies nothing, and throws `conflict` where a migration is missing. */
  only?: 'auto' | 'check';
  /** Called with the migrations of a newer release that are applied, if this release can live with all of them. */
  onNewer?: (names: string[]) => void;
}

export interface MigrationPatience {
  /** How long one try waits, with everybody else waiting behind it. */
  lockTimeoutMs: number;
  tries: number;
  pauseMs: number;
}

type Only = Required<Pick<MigrateOptions, 'only' | 'onNewer'>>;

const PATIENCE: MigrationPatience = { lockTimeoutMs: 5_000, tries: 6, pauseMs: 5_000 };

/** It waits for transactions that are open, and nobody waits behind it. */
const OUTSIDE_LOCK_TIMEOUT_MS = 60_000;
const LOCK_AGAIN_AFTER_MS = 100;

/**
 * Migrates a database to this release's schema under an advisory lock, so several processes may call it at once: in one transaction, but
 * for migrations that make indexes of tables in use, each of which is applied by itself. In a new database all of it is one transaction.
 * Returns the names of the applied migrations. Throws `conflict` for a database of a newer release, a changed migration or a read-only
 * server, and `forbidden` if the role may not do this.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.directory);
  const client = createClient(options.url, { connectionTimeoutMillis: 10_000 });
  // A connection that is lost here rejects the running query. Without a listener, the loss would end the process first.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await applyWithPatience(client, migrations, {
      ...(options.patience ?? PATIENCE),
      only: options.only ?? 'auto',
      onNewer: options.onNewer ?? (() => undefined),
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
        'The schema was not brought to that of this release, because other transactions hold tables that the migration needs: stop processes of the release before, end long transactions such as dumps, then start again.',
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
      if (codeOf(error) !== LOCK_NOT_AVAILABLE || tried >= tries) throw error;
    }
    await sleep(pauseMs);
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: Migration[],
  { only, onNewer, lockTimeoutMs }: Only & Pick<MigrationPatience, 'lockTimeoutMs'>,
): Promise<string[]> {
  await takeLock(client);
  try {
    const applied = await readApplied(client);
    const newer = findNewer(applied, migrations);
    if (newer.length > 0) onNewer(newer);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    if (only === 'check') refuseMissing(missing);
    // As long as that, and no longer, everybody else waits behind any of it.
    await client.query(`set lock_timeout = ${lockTimeoutMs}`);
    if (missing.length > 0 && applied.size > 0) await prepareTables(client);
    for (const step of toSteps(missing, applied.size === 0)) {
      if (step.isOutside) await applyOutside(client, step.migrations, lockTimeoutMs);
      else await applyInside(client, step.migrations, applied.size === 0);
    }
    // The rights of a newer release are more than this one knows of.
    if (only === 'auto' && newer.length === 0) await settleRights(client, { lockTimeoutMs });
    return missing.map(({ name }) => name);
  } finally {
    // A connection that is lost has lost its lock too.
    await client.query('rollback').catch(() => undefined);
    await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
  }
}

/**
 * The lock lasts over several transactions. It is asked for again and again: an index that is made outside a transaction waits for every
 * statement, also for one that waits for this lock.
 */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK_KEY]);
    if (rows[0]?.taken === true) return;
    await sleep(LOCK_AGAIN_AFTER_MS);
  }
}

interface Step {
  isOutside: boolean;
  migrations: Migration[];
}

/** Migrations that follow one another inside a transaction are one step. Nobody uses a new database, so all of its are. */
function toSteps(missing: readonly Migration[], isNew: boolean): Step[] {
  const steps: Step[] = [];
  for (const migration of missing) {
    const isOutside = migration.isOutside && !isNew;
    const last = steps.at(-1);
    if (last !== undefined && !last.isOutside && !isOutside) last.migrations.push(migration);
    else steps.push({ isOutside, migrations: [migration] });
  }
  return steps;
}

async function applyInside(client: pg.Client, migrations: readonly Migration[], isNew: boolean): Promise<void> {
  await client.query('begin');
  if (isNew) await prepareTables(client);
  for (const migration of migrations) {
    await client.query(migration.isOutside ? migration.sql.replaceAll(' concurrently', '') : migration.sql);
    await record(client, migration);
  }
  await client.query('commit');
}

/** Each statement is by itself. They may be repeated, so whatever a try before has left is mended. */
async function applyOutside(client: pg.Client, migrations: readonly Migration[], lockTimeoutMs: number): Promise<void> {
  await client.query(`set lock_timeout = ${OUTSIDE_LOCK_TIMEOUT_MS}`);
  for (const migration of migrations) {
    const statements = migration.sql.replaceAll(/^--.*$/gm, '').split(';');
    for (const statement of statements) if (statement.trim() !== '') await client.query(statement.trim());
    await record(client, migration);
  }
  await client.query(`set lock_timeout = ${lockTimeoutMs}`);
}

async function record(client: pg.Client, migration: Migration): Promise<void> {
  const { name, sha256, needs } = migration;
  await client.query(`insert into ${tableOf(migration)} (name, sha256, needs) values ($1, $2, $3)`, [
    name,
    sha256,
    needs,
  ]);
}

function refuseMissing(missing: readonly Migration[]): void {
  const [first] = missing;
  if (first === undefined) return;
  throw new EverrunsError(
    'conflict',
    `The database lacks ${missing.length} migrations of this release, ${first.name} first: run "everruns migrate", then start again (MIGRATE=check).`,
  );
}
