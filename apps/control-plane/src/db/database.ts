import { CompiledQuery, Kysely, PostgresDialect, type QueryResult, type Transaction } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { asLastStatement, pipelined } from './pipelined-client.ts';
import type { Tables } from './tables.ts';
import { TenantGuard } from './tenant-guard.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface OpenDatabaseOptions {
  url: string;
  /** Connections at most. */
  size: number;
  log: Logger;
  /** Called once a statement, for the exact counts of the benchmarks. */
  onStatement?: (sql: string) => void;
}

export interface OpenDatabase {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** How long a statement waits for a session's lock: a keyed twin then hears 409, everything else tries again. */
const LOCK_TIMEOUT_MS = 2_000;

/** Opens a pool. Every statement is prepared under a name derived from its text; `int8` is a number (no count here passes 2^53). */
export function openDatabase(options: OpenDatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'everruns',
    types: {
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  // Without listeners a restart of PostgreSQL would end this process (E16).
  pool.on('error', (error) => options.log.warn({ err: error.message }, 'idle database connection lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => options.log.warn({ err: error.message }, 'database connection lost'));
  });
  const dialect = new PostgresDialect({
    pool: {
      connect: async () => pipelined(await pool.connect(), options.onStatement),
      end: () => pool.end(),
      options: pool.options,
    },
  });
  const db = new Kysely<Tables>({ dialect, plugins: [new TenantGuard()] });
  return { db, pool, close: () => db.destroy() };
}

/** Runs one of the engine's own statements: text with `$1…` and its values. */
export async function runSql<Row>(db: Database | Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  const result: QueryResult<Row> = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
  return result.rows;
}

/** The same for the last statement of a transaction: it is sent together with COMMIT. Nothing may be asked of `tx` after it. */
export function runLastSql<Row>(tx: Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  return runSql<Row>(tx, asLastStatement(text), values);
}
