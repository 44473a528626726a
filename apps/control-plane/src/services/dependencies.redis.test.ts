import { systemClock } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import { expect, it } from 'vitest';
import { createMemoryCounts } from '../auth/memory-counts.ts';
import { openRedisLimiters } from '../auth/redis-limiters.ts';
import { startRedisServer } from '../testing/redis-server.ts';
import { watchDependencies } from '../watch-dependencies.ts';
import { createDependencies } from './dependencies.ts';

it('a lost Redis is named, and does not make the process unready', async () => {
  const log = createLogger({ level: 'silent' });
  const first = await startRedisServer();
  const limiters = await openRedisLimiters({ url: first.url, insurance: createMemoryCounts(systemClock), log });
  // Only Redis is asked here: the database is another test's.
  const database = { forAll: null as never, onFailure: () => undefined };
  const dependencies = createDependencies({ database, clock: systemClock, log });
  const workers = { count: () => 0, leftAtMs: () => null };
  watchDependencies(dependencies, { engine: { listPollers: undefined }, workers, limiters, clock: systemClock });
  const redis = async () => (await dependencies.look()).find(({ name }) => name === 'redis');
  expect(await redis()).toEqual({ name: 'redis', status: 'ok' });
  await first.stop();
  await expect.poll(redis).toMatchObject({ status: 'lost', detail: expect.stringContaining('rate limits') });
  await using _second = await startRedisServer({ port: first.port });
  await expect.poll(redis).toEqual({ name: 'redis', status: 'ok' });
  limiters.close();
});
