import { runSql, type Database } from '../db/database.ts';
import { actAsAccounts } from '../kernel/acting.ts';
import type { CountStore, StoredCount } from './limiter-store.ts';

const NOW_MS = '(extract(epoch from clock_timestamp()) * 1000)::bigint';
const ADD = `insert into rate_limits as r (key, points, expire) values ($1, greatest(0, $2::int), ${NOW_MS} + $3::bigint)
  on conflict (key) do update set
    points = case when r.expire <= ${NOW_MS} then excluded.points else greatest(0, r.points + $2::int) end,
    expire = case when r.expire <= ${NOW_MS} then excluded.expire else r.expire end
  returning points, greatest(0, expire - ${NOW_MS})::float8 as "endsInMs"`;
const SET = `insert into rate_limits (key, points, expire) values ($1, $2::int, ${NOW_MS} + $3::bigint)
  on conflict (key) do update set points = excluded.points, expire = excluded.expire`;

/** Counts in PostgreSQL, by its clock, for all replicas together. */
export function createPostgresCounts(db: Database): CountStore {
  // Requests are counted before anybody knows who sends them.
  const run = (sql: string, values: readonly unknown[]) => actAsAccounts(() => runSql<StoredCount>(db, sql, values));
  return {
    async add(key, { points, durationMs }) {
      const [count] = await run(ADD, [key, points, durationMs]);
      if (count === undefined) throw new Error('this statement always answers one row');
      return count;
    },
    async set(key, { points, durationMs }) {
      await run(SET, [key, points, durationMs]);
    },
    async delete(key) {
      await run('delete from rate_limits where key = $1', [key]);
    },
  };
}

/** Deletes counts whose window is over. */
export async function deleteExpiredCounts(db: Database): Promise<void> {
  await runSql(db, `delete from rate_limits where expire <= ${NOW_MS}`, []);
}
