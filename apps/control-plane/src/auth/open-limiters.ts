import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';
import { createPostgresLimiters, makeMemoryLimiter, type Limiters } from './limiter-store.ts';

/** The store that the settings name. Redis' client is loaded only where it is used, and not in mode none, which counts nothing. */
export async function openLimiters(
  { mode, rateLimit }: Pick<AuthSettings, 'mode' | 'rateLimit'>,
  { pool, log }: { pool: pg.Pool; log: Logger },
): Promise<Limiters> {
  if (rateLimit.store === 'postgres') return { make: createPostgresLimiters(pool), close: () => undefined };
  if (rateLimit.store === 'memory' || rateLimit.redisUrl === null || mode === 'none') {
    return { make: makeMemoryLimiter, close: () => undefined };
  }
  const { openRedisLimiters } = await import('./redis-limiters.ts');
  return openRedisLimiters({ url: rateLimit.redisUrl, log });
}
