import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { makeMemoryLimiter, type Limiters, type MakeLimiter } from './limiter-store.ts';

/** A request does not wait longer than this for its count. */
const COMMAND_TIMEOUT_MS = 250;
const MAX_PAUSE_MS = 2_000;

/**
 * Counts in Redis, for all replicas together; while that is away, or hangs, each counts for itself. `url` is `redis://`, or `rediss://`
 * for TLS. Waits for the first connection or its failure, which is logged once until Redis is back.
 */
export async function openRedisLimiters({ url, log }: { url: string; log: Logger }): Promise<Limiters> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_PAUSE_MS),
  });
  logChanges(client, log);
  // The listener above has told it; the client goes on trying.
  await client.connect().catch(() => undefined);
  return { make: (options) => makeRedisLimiter(client, options), close: () => client.disconnect() };
}

function makeRedisLimiter(client: Redis, options: Parameters<MakeLimiter>[0]): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: client,
    rejectIfRedisNotReady: true,
    keyPrefix: `everruns:${options.name}`,
    points: options.points,
    duration: options.perSeconds,
    insuranceLimiter: makeMemoryLimiter(options),
  });
}

/** Its errors name an address and a reason, never the password of the URL. */
function logChanges(client: Redis, log: Logger): void {
  let isAway = false;
  client.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    log.warn({ err: error }, 'Redis is away; each replica counts rate limits for itself until it is back');
  });
  client.on('ready', () => {
    if (isAway) log.info('Redis is back; rate limits are counted there again');
    isAway = false;
  });
}
