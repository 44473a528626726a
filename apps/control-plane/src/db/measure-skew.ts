import { createLogger } from '@everruns/log';
import { openDatabase } from './database.ts';
import { openClock } from './open-clock.ts';

/** How far this machine's wall clock is ahead of the database's, in milliseconds; negative: behind. Throws what the connection throws. */
export async function measureSkew({ databaseUrl }: { databaseUrl: string }): Promise<number> {
  const log = createLogger({ level: 'silent' });
  const database = openDatabase({ url: databaseUrl, size: 1, log });
  try {
    return (await openClock(database.db, log)).skewMs;
  } finally {
    await database.close();
  }
}
