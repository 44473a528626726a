import { expect, it } from 'vitest';
import { createApiLimits, type RateLimitHeaders } from '../api-limits.ts';
import type { MakeLimiter } from '../limiter-store.ts';
import { createLoginLimits } from '../login-limits.ts';

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
      const attempt = { emailKey: `right-${name}`, address: addressOf(0) };
      await limits.begin(attempt);
      await limits.succeed(attempt);
    }
    const guesses = Array.from({ length: 60 }, (_, index) =>
      limits.begin({ emailKey: `${name}-${index}`, address: addressOf(index) }),
    );
    const passed = (await Promise.allSettled(guesses)).filter(({ status }) => status === 'fulfilled');
    expect(passed).toHaveLength(50);
  });
}

/** How many of eight requests of one caller to two replicas pass a limit of four. */
export async function countOverReplicas(make: () => MakeLimiter, caller: string): Promise<number> {
  const replicas = [createApiLimits(make(), 4), createApiLimits(make(), 4)];
  const tries = replicas.flatMap((limits) => Array.from({ length: 4 }, () => limits.consume(caller, () => undefined)));
  return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
}
