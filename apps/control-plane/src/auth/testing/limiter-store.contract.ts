import { isEverrunsError } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { createApiLimits, type RateLimitHeaders } from '../api-limits.ts';
import type { MakeLimiter } from '../limiter-store.ts';
import { createLoginLimits, type LoginAttempt } from '../login-limits.ts';

/** What every store of rate limits does. `networks` are addresses of which each is counted apart from any other run's. */
export function describeLimiterStore(
  name: string,
  { make, addressOf }: { make: () => MakeLimiter; addressOf: (index: number) => string },
): void {
  it(`${name}: a caller has as many requests as they are told, and hears when to come back`, async () => {
    const limits = createApiLimits(make(), 3);
    const told: RateLimitHeaders[] = [];
    const consume = () => limits.consume(`caller-${name}`, (headers) => told.push(headers));
    await consume();
    await consume();
    await consume();
    await expect(consume()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(told.map(({ RateLimit }) => RateLimit.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0', 'r=0']);
    expect(told[0]?.['RateLimit-Policy']).toBe('"api";q=3;w=60');
    await limits.consume(`another-${name}`, () => undefined);
  });

  it(`${name}: guesses are limited by address too, over many accounts, and a right one costs nothing`, async () => {
    const limits = createLoginLimits(make());
    for (let index = 0; index < 60; index += 1) {
      await (await limits.begin(attemptOf(`right-${name}`, addressOf(0)))).succeed();
    }
    const guesses = Array.from({ length: 60 }, (_, index) =>
      limits.begin(attemptOf(`${name}-${index}`, addressOf(index))),
    );
    const passed = (await Promise.allSettled(guesses)).filter(({ status }) => status === 'fulfilled');
    expect(passed).toHaveLength(50);
  });

  it(`${name}: failures at an account count for the place that they came from; each wait is longer than the one before`, async () => {
    const limits = createLoginLimits(make());
    const guess = (address: string) => waitOf(limits.begin(attemptOf(`place-${name}`, address)));
    const first = await Promise.all(Array.from({ length: 14 }, () => guess('198.51.100.1')));
    expect(first.filter((wait) => wait === 0)).toHaveLength(10);
    const shortest = Math.min(...first.filter((wait) => wait > 0));
    // The store's own clock may have moved on by some milliseconds.
    expect(shortest).toBeGreaterThan(89_000);
    expect(shortest).toBeLessThanOrEqual(90_000);
    expect(await guess('198.51.100.1')).toBeGreaterThan(60_000);
    expect(await guess('198.51.100.2')).toBe(0);
  });

  it(`${name}: guesses from everywhere space out the attempts from places that the account does not know, and no others`, async () => {
    const limits = createLoginLimits(make());
    const account = `everywhere-${name}`;
    const guess = (index: number) => waitOf(limits.begin(attemptOf(account, `10.1.${index >> 8}.${index & 0xff}`)));
    const guesses = await Promise.all(Array.from({ length: 140 }, (_, index) => guess(index)));
    expect(guesses.filter((wait) => wait === 0)).toHaveLength(101);
    expect(Math.max(...guesses)).toBeLessThanOrEqual(20_000);
    const known = { ...attemptOf(account, '203.0.113.1'), isKnownNetwork: async () => true };
    expect(await waitOf(limits.begin(known))).toBe(0);
    for (let index = 0; index < 10; index += 1) {
      const onDevice = { ...attemptOf(account, '10.1.0.1'), device: 'd' };
      expect(await waitOf(limits.begin(onDevice))).toBe(0);
    }
    expect(await waitOf(limits.begin({ ...attemptOf(account, '10.1.0.1'), device: 'd' }))).toBeGreaterThan(0);
    expect(await waitOf(limits.begin(attemptOf(`another-${name}`, '10.1.0.1')))).toBe(0);
  });
}

const attemptOf = (emailKey: string, address: string): LoginAttempt => ({
  emailKey,
  address,
  device: null,
  isKnownNetwork: async () => false,
});

/** For how many milliseconds an attempt has to wait; 0: it may be made. */
async function waitOf(begun: Promise<unknown>): Promise<number> {
  try {
    await begun;
    return 0;
  } catch (error) {
    if (isEverrunsError(error) && error.code === 'rate_limited') return error.retryAfterMs ?? NaN;
    throw error;
  }
}

/** How many of eight requests of one caller to two replicas pass a limit of four. */
export async function countOverReplicas(make: () => MakeLimiter, caller: string): Promise<number> {
  const replicas = [createApiLimits(make(), 4), createApiLimits(make(), 4)];
  const tries = replicas.flatMap((limits) => Array.from({ length: 4 }, () => limits.consume(caller, () => undefined)));
  return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
}
