import type { Clock } from '@everruns/kernel';
import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';
import type { Database } from '../db/database.ts';
import { createLimiters, type Limiters } from './limiter-store.ts';
import { createMemoryCounts } from './memory-counts.ts';
import { createPostgresCounts } from './postgres-counts.ts';

/** Opens the store that the settings name. The client of Redis is loaded only if it is used. Mode none counts nothing. */
export async function openLimiters(
  { mode, rateLimit }: Pick<AuthSettings, 'mode' | 'rateLimit'>,
  { db, clock, log }: { db: Database; clock: Clock; log: Logger },
): Promise<Limiters> {
  const inMemory = createMemoryCounts(clock);
  const close = () => undefined;
  if (rateLimit.store === 'postgres') return { make: createLimiters(createPostgresCounts(db), inMemory), close };
  if (rateLimit.store === 'memory' || rateLimit.redisUrl === null || mode === 'none') {
    return { make: createLimiters(inMemory), close };
  }
  const { openRedisLimiters } = await import('./redis-limiters.ts');
  return openRedisLimiters({ url: rateLimit.redisUrl, insurance: inMemory, log });
}
