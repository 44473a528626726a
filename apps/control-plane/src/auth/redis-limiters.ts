import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createLimiters, type CountStore, type Limiters } from './limiter-store.ts';

/** The longest time that a request waits for its count. */
const COMMAND_TIMEOUT_MS = 250;
const MAX_PAUSE_MS = 2_000;

/** One step on the server, by its clock. */
const ADD = `
local points = redis.call('incrby', KEYS[1], ARGV[1])
if points < 0 then
  redis.call('set', KEYS[1], 0, 'KEEPTTL')
  points = 0
end
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  redis.call('pexpire', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return { points, left }`;
const Added = z.tuple([z.int(), z.int()]);

export interface RedisLimiterOptions {
  /** `redis://`, or `rediss://` for TLS. */
  url: string;
  /** Counts while Redis is unreachable. */
  insurance: CountStore;
  log: Logger;
}

/**
 * Counts in Redis for all replicas together. While Redis is unreachable or hangs, each replica counts by itself. Waits for the first
 * connection or its failure, which is logged once until Redis is back.
 */
export async function openRedisLimiters({ url, insurance, log }: RedisLimiterOptions): Promise<Limiters> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_PAUSE_MS),
  });
  logChanges(client, log);
  // The listener above has reported it; the client keeps trying.
  await client.connect().catch(() => undefined);
  return {
    make: createLimiters(createRedisCounts(client), insurance),
    isReachable: () => client.status === 'ready',
    close: () => client.disconnect(),
  };
}

function createRedisCounts(client: Redis): CountStore {
  const keyOf = (key: string) => `everruns:${key}`;
  return {
    async add(key, { points, durationMs }) {
      const [counted, endsInMs] = Added.parse(await client.eval(ADD, 1, keyOf(key), points, durationMs));
      return { points: counted, endsInMs };
    },
    async set(key, { points, durationMs }) {
      await client.set(keyOf(key), points, 'PX', durationMs);
    },
    async delete(key) {
      await client.del(keyOf(key));
    },
  };
}

/** Its errors name an address and a reason, but never the password of the URL. */
function logChanges(client: Redis, log: Logger): void {
  let isAway = false;
  client.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    log.warn({ err: error }, 'Redis is unreachable. Each replica counts rate limits by itself until it is back.');
  });
  client.on('ready', () => {
    if (isAway) log.info('Redis is back. Rate limits are counted there again.');
    isAway = false;
  });
}
