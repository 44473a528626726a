import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createApiLimits } from './api-limits.ts';
import { createPostgresLimiters, makeMemoryLimiter } from './limiter-store.ts';
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

// Whoever has one IPv6 address has a network of them.
describeLimiterStore('memory', { make: () => makeMemoryLimiter, addressOf: (index) => `2001:db8:1:2::${index}` });
describeLimiterStore('postgres', { make: () => createPostgresLimiters(opened.pool), addressOf: () => '192.0.2.7' });

it('postgres: two replicas count together, and memory does not', async () => {
  expect(await countOverReplicas(() => createPostgresLimiters(opened.pool), 'shared')).toBe(4);
  expect(await countOverReplicas(() => makeMemoryLimiter, 'shared')).toBe(8);
});

it('postgres: while the database is away each replica counts for itself', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/x', size: 1, log: pino({ level: 'silent' }) });
  const limits = createApiLimits(createPostgresLimiters(away.pool), 1);
  await limits.consume('a', () => undefined);
  await expect(limits.consume('a', () => undefined)).rejects.toMatchObject({ code: 'rate_limited' });
  await away.close();
});
