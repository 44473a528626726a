import { systemClock } from '@everruns/kernel';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase, type OpenDatabase } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createApiLimits, type RateLimitHeaders } from './api-limits.ts';
import { createLimiters } from './limiter-store.ts';
import { createMemoryCounts } from './memory-counts.ts';
import { createPostgresCounts, deleteExpiredCounts } from './postgres-counts.ts';
import { countOverReplicas, describeLimiterStore } from './testing/limiter-store.contract.ts';

let database: TestDatabase;
let opened: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  opened = openDatabase({ url: database.url, size: 4, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await opened.close();
  await database[Symbol.asyncDispose]();
});

const inMemory = () => createLimiters(createMemoryCounts(systemClock));
const inPostgres = ({ db }: OpenDatabase) => createLimiters(createPostgresCounts(db), createMemoryCounts(systemClock));

// Whoever has one IPv6 address has a network of them.
describeLimiterStore('memory', { make: inMemory, addressOf: (index) => `2001:db8:1:2::${index}` });
describeLimiterStore('postgres', {
  make: () => inPostgres(opened),
  addressOf: () => '192.0.2.7',
});

it('postgres: two replicas count together, and memory does not', async () => {
  expect(await countOverReplicas(() => inPostgres(opened), 'shared')).toBe(4);
  expect(await countOverReplicas(inMemory, 'shared')).toBe(8);
});

it('postgres: while the database is away each replica counts for itself', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/x', size: 1, log: pino({ level: 'silent' }) });
  const limits = createApiLimits(inPostgres(away), 1);
  await limits.consume('a', () => undefined);
  await expect(limits.consume('a', () => undefined)).rejects.toMatchObject({ code: 'rate_limited' });
  await away.close();
});

it('postgres: what is over is forgotten by housekeeping, and what counts is kept', async () => {
  const limits = inPostgres(opened);
  await limits({ name: 'over', points: 1, perSeconds: 60 }).consume('kept');
  await limits({ name: 'over', points: 1, perSeconds: 60 }).block('gone', 0.001);
  await expect
    .poll(async () => {
      await deleteExpiredCounts(opened.db);
      return (await opened.pool.query(`select key from rate_limits where key like 'over:%'`)).rows;
    })
    .toEqual([{ key: 'over:kept' }]);
});

it('postgres: counts by the clock of the database, whatever that of the replica says', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const consume = async (now: number) => {
    vi.setSystemTime(now);
    const told: RateLimitHeaders[] = [];
    const limits = createApiLimits(inPostgres(opened), 4);
    await limits.consume('skewed', (headers) => told.push(headers));
    return told[0]?.RateLimit;
  };
  const now = Date.now();
  const hours = 7_200_000;
  expect(await consume(now + hours)).toMatch(/r=3;t=(60|59)$/);
  expect(await consume(now - hours)).toMatch(/r=2;t=(60|59)$/);
  expect(await consume(now + hours)).toMatch(/r=1;t=(60|59)$/);
  vi.useRealTimers();
});
