import { EverrunsError } from '@everruns/schemas';
import { runSql, type Database } from './database.ts';
import { codeOf } from './pg-errors.ts';

/** SQLSTATE disk_full. */
const DISK_FULL = '53100';
/**
 * More rows than fit into this little memory: PostgreSQL writes them to a temporary file, without a table, a lock or a record. The memory is
 * set for this statement alone, before the rows that depend on it are made.
 */
const SPILL = `with small as materialized (select set_config('work_mem', '64kB', true) as memory)
  select count(*) from small, generate_series(1, case when memory = '64kB' then 10000 else 0 end)`;

/** Whether a statement failed because PostgreSQL's disk is full. */
export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === DISK_FULL;
}

/** Writes a temporary file of 150 kB on the disk of the database. Throws PostgreSQL's error if there is no room for it. */
export async function assertRoom(db: Database): Promise<void> {
  await runSql(db, SPILL, []);
}

/** The refusal of a process whose database has no room. */
export function diskIsFull(cause?: unknown): EverrunsError {
  const message = 'has no room on its disk: free some, or enlarge it';
  return new EverrunsError('unavailable', `The database ${message}.`, {
    cause,
    errors: [{ path: 'database', code: 'full', message }],
    retryAfterMs: 5_000,
  });
}
