import { EverrunsError } from '@everruns/schemas';
import { runSql, type Database } from './database.ts';

/** Throws `unavailable`, with what to do, for a database that is read-only, and what the connection throws for one that is away. */
export async function assertWritable(db: Database): Promise<void> {
  const sql = `select current_setting('transaction_read_only') = 'on' as "isReadOnly"`;
  const [row] = await runSql<{ isReadOnly: boolean }>(db, sql, []);
  if (row?.isReadOnly !== true) return;
  const message = 'takes no writes: it is a standby, or default_transaction_read_only is on';
  throw new EverrunsError('unavailable', `The database ${message}.`, {
    errors: [{ path: 'database', code: 'read_only', message }],
    retryAfterMs: 1_000,
  });
}
