import { runSql, type Database } from '../database.ts';

const READ = `select t.seq_tup_read + (select sum(i.idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid) as read
  from pg_stat_user_tables t where t.relname = $1`;

/** Returns how many rows and index entries of a table were read so far. The database has one connection, so that its statistics can be asked for. */
export async function countRowsRead(db: Database, table: string): Promise<number> {
  await runSql(db, 'select pg_stat_force_next_flush()', []);
  const [row] = await runSql<{ read: number }>(db, READ, [table]);
  return Number(row?.read);
}
