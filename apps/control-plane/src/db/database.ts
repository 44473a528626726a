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
import { PipelinedConnection, PipelinedDriver, type StatementObserver } from './pipelined-driver.ts';
import type { Tables } from './tables.ts';
import { TenantGuard } from './tenant-guard.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface OpenDatabaseOptions {
  url: string;
  /** The most connections. */
  size: number;
  log: Logger;
  /** Called once for each statement: the benchmarks count them. */
  onStatement?: (sql: string) => void;
}

export interface OpenDatabase {
  db: Database;
  pool: pg.Pool;
  /** For group commits alone: few connections, each of which has prepared their few statements. */
  commits: Database;
  /** Calls the listener with the error of every statement that fails. */
  onFailure(listener: (error: unknown) => void): void;
  close(): Promise<void>;
}

/** How long a statement waits for a lock. A request whose twin holds it is then answered with 409; every other one is tried again. */
const LOCK_TIMEOUT_MS = 2_000;

/** Others wait behind a group commit, so it gives up soon; each of its changes is then decided again alone, under its own lock. */
const COMMIT_LOCK_TIMEOUT_MS = 100;
/** Two are busy as a rule; the others are for changes that are written alone, and for when a connection hangs. */
const COMMIT_CONNECTIONS = 8;
/** Rows are found by their keys. Without statistics, in a new database, the planner would rather scan whole tables for many rows. */
const COMMIT_PLANS =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';
/** Compiling a statement takes longer than any statement here runs. */
const NO_JIT = '-c jit=off';

/** The bus and the lease have one connection each. */
const SINGLE_CONNECTIONS = 2;

/** The most connections that a control plane with this pool opens. */
export function countConnections(poolSize: number): number {
  return poolSize + COMMIT_CONNECTIONS + SINGLE_CONNECTIONS;
}

/** Opens the pools. Every statement is prepared under a name derived from its text; `int8` is a number (no count here passes 2^53). */
export function openDatabase(options: OpenDatabaseOptions): OpenDatabase {
  const pool = openPool(options, { max: options.size, lock_timeout: LOCK_TIMEOUT_MS, options: NO_JIT });
  const commitPool = openPool(options, {
    max: COMMIT_CONNECTIONS,
    lock_timeout: COMMIT_LOCK_TIMEOUT_MS,
    options: COMMIT_PLANS,
  });
  const listeners: ((error: unknown) => void)[] = [];
  const observer: StatementObserver = {
    onStatement: options.onStatement,
    onFailure: (error) => listeners.forEach((listener) => listener(error)),
  };
  const db = openKysely(pool, observer);
  const commits = openKysely(commitPool, observer);
  return {
    db,
    pool,
    commits,
    onFailure: (listener) => void listeners.push(listener),
    close: async () => void (await Promise.all([db.destroy(), commits.destroy()])),
  };
}

function openPool({ url, log }: OpenDatabaseOptions, settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
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

function openKysely(pool: pg.Pool, observer: StatementObserver): Database {
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PipelinedDriver(pool, observer),
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
