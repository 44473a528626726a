import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { actingNow, ENGINE, type Acting } from '../kernel/acting.ts';
import { addressOf } from './hosts/open-client.ts';
import {
  PipelinedConnection,
  PipelinedDriver,
  type ConnectionOptions,
  type StatementObserver,
} from './pipelined-driver.ts';
import type { Tables } from './tables.ts';
import { TenantGuard } from './tenant-guard.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface OpenDatabaseOptions {
  url: string;
  /** The most connections of the pool for everything but group commits. */
  size: number;
  /** The most connections for group commits. */
  commitSize?: number;
  /** The address leads to a pooler in transaction mode, which keeps no settings and no prepared statements between transactions. */
  isPooled?: boolean;
  /** Statements run in the roles that the database has for them, and not as the login. */
  hasRoles?: boolean;
  log: Logger;
  /** Called once for each statement: the benchmarks count them. */
  onStatement?: (sql: string) => void;
}

export interface OpenDatabase {
  /** Statements run in roles. */
  hasRoles: boolean;
  /** For requests: each statement runs in the name of its caller (`acting.ts`), and fails where there is none. */
  db: Database;
  pool: pg.Pool;
  pools: { general: pg.Pool; commits: pg.Pool };
  /** For what no caller waits for, and what works for all organizations. It has the connections of `db`. */
  forAll: Database;
  /** For group commits alone: few connections, each of which has prepared their few statements. The engine's too. */
  commits: Database;
  /** Calls the listener with the error of every statement that fails. */
  onFailure(listener: (error: unknown) => void): void;
  close(): Promise<void>;
}

/** How long a statement waits for a lock. A request whose twin holds it is then answered with 409; every other one is tried again. */
const LOCK_TIMEOUT_MS = 2_000;

/** Others wait behind a group commit, so it gives up soon; each of its changes is then decided again alone, under its own lock. */
const COMMIT_LOCK_TIMEOUT_MS = 100;
/** The most. Two are busy as a rule; the others are for changes that are written alone, and for when a connection hangs. */
const COMMIT_CONNECTIONS = 8;
/** Compiling a statement takes longer than any statement here runs. */
const NO_JIT = { jit: 'off' };
/** Rows are found by their keys. Without statistics, in a new database, the planner would rather scan whole tables for many rows. */
const COMMIT_SETTINGS = {
  lock_timeout: COMMIT_LOCK_TIMEOUT_MS,
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  ...NO_JIT,
};

/** The bus and the lease have one connection each. */
const SINGLE_CONNECTIONS = 2;

/** Divides the connections of a process among its pools. */
export function splitConnections(total: number): { size: number; commitSize: number } {
  const commitSize = Math.min(COMMIT_CONNECTIONS, Math.max(1, Math.floor(total / 3)));
  return { size: Math.max(1, total - commitSize - SINGLE_CONNECTIONS), commitSize };
}

/** Opens the pools. Every statement is prepared under a name derived from its text; `int8` is a number (no count here passes 2^53). */
export function openDatabase(options: OpenDatabaseOptions): OpenDatabase {
  const { size, commitSize = COMMIT_CONNECTIONS, isPooled = false, hasRoles = false } = options;
  const settings = { general: { lock_timeout: LOCK_TIMEOUT_MS, ...NO_JIT }, commits: COMMIT_SETTINGS };
  const pool = openPool(options, { max: size, ...(isPooled ? {} : toStartup(settings.general)) });
  const commitPool = openPool(options, { max: commitSize, ...(isPooled ? {} : toStartup(settings.commits)) });
  const listeners: ((error: unknown) => void)[] = [];
  const observer: StatementObserver = {
    onStatement: options.onStatement,
    onFailure: (error) => listeners.forEach((listener) => listener(error)),
  };
  const inTheNameOf = (acting: () => Acting) => (hasRoles ? acting : null);
  const general = { observer, settings: isPooled ? settings.general : null };
  const forAll = openKysely(pool, { ...general, acting: inTheNameOf(() => ENGINE) });
  const db = hasRoles ? openKysely(pool, { ...general, acting: actingNow }) : forAll;
  const commits = openKysely(commitPool, {
    observer,
    settings: isPooled ? settings.commits : null,
    acting: inTheNameOf(() => ENGINE),
  });
  return {
    hasRoles,
    db,
    pool,
    pools: { general: pool, commits: commitPool },
    forAll,
    commits,
    onFailure: (listener) => void listeners.push(listener),
    close: async () => void (await Promise.all([db.destroy(), commits.destroy()])),
  };
}

function openPool({ url, log }: OpenDatabaseOptions, settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...addressOf(url),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    application_name: 'everruns',
    types: {
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
    ...settings,
  });
  // Without listeners a restart of PostgreSQL would end this process (E16).
  pool.on('error', (error) => log.warn({ err: error.message }, 'An idle database connection was lost.'));
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error.message }, 'A database connection was lost.'));
  });
  return pool;
}

/** As parameters of the start of a connection. */
function toStartup({
  lock_timeout,
  ...others
}: {
  lock_timeout: number;
  [name: string]: string | number;
}): pg.PoolConfig {
  const options = Object.entries(others).map(([name, value]) => `-c ${name}=${value}`);
  return { lock_timeout, options: options.join(' ') };
}

function openKysely(pool: pg.Pool, options: ConnectionOptions): Database {
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PipelinedDriver(pool, options),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect, plugins: [new TenantGuard()] });
}

/** Runs a statement that is written as text with `$1…`, and its values. */
export async function runSql<Row>(db: Database | Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  const result: QueryResult<Row> = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
  return result.rows;
}

/** The same for the last statement of a transaction: it is sent together with COMMIT. Nothing may be asked of `tx` after it. */
export function runLastSql<Row>(tx: Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  return tx.getExecutor().provideConnection(async (connection) => {
    if (!(connection instanceof PipelinedConnection)) throw new TypeError('This transaction has another driver.');
    return (await connection.executeLast<Row>(CompiledQuery.raw(text, [...values]))).rows;
  });
}
