import { judgeFigure } from '@everruns/kernel/testing';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { systemClock } from '@everruns/kernel';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { REDIS_TLS, startRedisServer, type RedisServer } from '../testing/redis-server.ts';
import { openDatabase } from '../db/database.ts';
import { createApiLimits } from './api-limits.ts';
import type { Limiters } from './limiter-store.ts';
import { createMemoryCounts } from './memory-counts.ts';
import { openLimiters } from './open-limiters.ts';
import { openRedisLimiters } from './redis-limiters.ts';
import { countOverReplicas, describeLimiterStore } from './testing/limiter-store.contract.ts';

/** Of one replica. */
const insurance = () => createMemoryCounts(systemClock);
const silent = pino({ level: 'silent' });
let server: RedisServer;
// Nothing is asked of it.
const { db } = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/x', size: 1, log: silent });
let opened: Limiters;
beforeAll(async () => {
  server = await startRedisServer();
  const rateLimit = { store: 'redis' as const, requestsPerMinute: 10, redisUrl: server.url };
  opened = await openLimiters({ mode: 'full', rateLimit }, { db, clock: systemClock, log: silent });
});
afterAll(async () => {
  opened.close();
  await server.stop();
});

describeLimiterStore('redis', { make: () => opened.make, addressOf: () => '192.0.2.7' });

it('redis: two replicas count together', async () => {
  const other = await openRedisLimiters({ url: server.url, insurance: insurance(), log: silent });
  const makes = [opened.make, other.make];
  expect(await countOverReplicas(() => makes.shift() ?? opened.make, 'shared')).toBe(4);
  other.close();
});

it('redis: goes away: each replica counts for itself, says so once and without the password, and goes back to it', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const first = await startRedisServer();
  const replicas = [
    await openRedisLimiters({ url: first.url, insurance: insurance(), log }),
    await openRedisLimiters({ url: first.url, insurance: insurance(), log: silent }),
  ];
  let tries = 0;
  const spend = (caller: string) => {
    const makes = replicas.map(({ make }) => make);
    return countOverReplicas(() => makes.shift() ?? opened.make, caller);
  };
  expect(await spend('before')).toBe(4);
  await first.stop();
  expect(await spend('while')).toBe(8);
  await vi.waitFor(() => expect(lines.join('')).toContain('Redis is unreachable'), 15_000);
  await using _second = await startRedisServer({ port: first.port });
  await vi.waitFor(async () => expect(await spend(`after-${(tries += 1)}`)).toBe(4), {
    timeout: 20_000,
    interval: 100,
  });
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg.split('.')[0])).toEqual([
    'Redis is unreachable',
    'Redis is back',
  ]);
  expect(lines.join('')).not.toContain('canary-redis-password');
  for (const { close } of replicas) close();
});

it('redis: that hangs holds no request for long', async () => {
  await using frozen = await startRedisServer();
  const { make, close } = await openRedisLimiters({ url: frozen.url, insurance: insurance(), log: silent });
  const limits = createApiLimits(make, 1);
  frozen.freeze();
  const begun = performance.now();
  await limits.consume('a', () => undefined);
  await expect(limits.consume('a', () => undefined)).rejects.toMatchObject({ code: 'rate_limited' });
  const value = performance.now() - begun;
  judgeFigure({ name: 'two requests beside a Redis that hangs', value, unit: 'ms', most: 2_000 });
  frozen.thaw();
  close();
});

it('redis: that is not there at the start is no obstacle to it', async () => {
  const { make, close } = await openRedisLimiters({
    url: 'redis://127.0.0.1:1/0',
    insurance: insurance(),
    log: silent,
  });
  await createApiLimits(make, 1).consume('a', () => undefined);
  close();
});

it('rediss: counts over TLS, and only with a certificate that is trusted', async () => {
  await using secure = await startRedisServer({ isTls: true });
  const countWithTwo = async () => {
    const replicas = [0, 1].map(() => openRedisLimiters({ url: secure.url, insurance: insurance(), log: silent }));
    const limiters = await Promise.all(replicas);
    const makes = limiters.map(({ make }) => make);
    const passed = await countOverReplicas(() => makes.shift() ?? opened.make, 'shared');
    for (const { close } of limiters) close();
    return passed;
  };
  expect(await countWithTwo()).toBe(8);
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(REDIS_TLS.cert, 'utf8')]);
  expect(await countWithTwo()).toBe(4);
  setDefaultCACertificates(before);
});
