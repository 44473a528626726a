import { DatabaseClock, systemClock, type DatabaseClockLog } from '@everruns/kernel';
import { runSql, type Database } from './database.ts';

/** The first measurement may include opening a connection, so a later one is more exact. */
const MEASUREMENTS = 3;

/** Returns the database's clock, measured before anything asks for the time. The sweep goes on measuring. */
export async function openClock(db: Database, log: DatabaseClockLog): Promise<DatabaseClock> {
  const clock = new DatabaseClock(systemClock, log);
  for (let index = 0; index < MEASUREMENTS; index += 1) {
    const askedAtMs = clock.monotonic();
    const sql = 'select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms';
    const [row] = await runSql<{ now_ms: number }>(db, sql, []);
    if (row === undefined) throw new Error('this statement always answers one row');
    clock.learn({ databaseNowMs: row.now_ms, askedAtMs, answeredAtMs: clock.monotonic() });
  }
  return clock;
}
