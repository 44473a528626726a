import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createApiLimits, type RateLimitHeaders } from './api-limits.ts';
import { createPostgresLimiters, makeMemoryLimiter, type MakeLimiter } from './limiter-store.ts';
import { createLoginLimits } from './login-limits.ts';

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

const stores: [string, () => MakeLimiter][] = [
  ['memory', () => makeMemoryLimiter],
  ['postgres', () => createPostgresLimiters(opened.pool)],
];

it.each(stores)(
  '%s: a caller has as many requests as they are told, and hears when to come back',
  async (name, store) => {
    const limits = createApiLimits(store(), 3);
    const told: RateLimitHeaders[] = [];
    const consume = () => limits.consume(`caller-${name}`, (headers) => told.push(headers));
    await consume();
    await consume();
    await consume();
    await expect(consume()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(told.map(({ RateLimit }) => RateLimit.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0', 'r=0']);
    expect(told[0]?.['RateLimit-Policy']).toBe('"api";q=3;w=60');
    await limits.consume(`another-${name}`, () => undefined);
  },
);

it('postgres: two replicas count together, and memory does not', async () => {
  const spend = async (make: () => MakeLimiter, caller: string) => {
    const replicas = [createApiLimits(make(), 4), createApiLimits(make(), 4)];
    const tries = replicas.flatMap((limits) =>
      Array.from({ length: 4 }, () => limits.consume(caller, () => undefined)),
    );
    return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
  };
  expect(await spend(() => createPostgresLimiters(opened.pool), 'shared')).toBe(4);
  expect(await spend(() => makeMemoryLimiter, 'shared')).toBe(8);
});

it.each(stores)(
  '%s: guesses are limited by address too, over many accounts, and a right one costs nothing',
  async (name, store) => {
    const limits = createLoginLimits(store());
    const address = name === 'memory' ? '2001:db8:1:2::1' : '192.0.2.7';
    for (let index = 0; index < 60; index += 1) {
      const attempt = { emailKey: `right-${name}`, address };
      await limits.begin(attempt);
      await limits.succeed(attempt);
    }
    const guesses = Array.from({ length: 60 }, (_, index) =>
      limits.begin({ emailKey: `${name}-${index}`, address: name === 'memory' ? `2001:db8:1:2::${index}` : address }),
    );
    const passed = (await Promise.allSettled(guesses)).filter(({ status }) => status === 'fulfilled');
    expect(passed).toHaveLength(50);
  },
);

it('postgres: while the database is away each replica counts for itself', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/x', size: 1, log: pino({ level: 'silent' }) });
  const limits = createApiLimits(createPostgresLimiters(away.pool), 1);
  await limits.consume('a', () => undefined);
  await expect(limits.consume('a', () => undefined)).rejects.toMatchObject({ code: 'rate_limited' });
  await away.close();
});
