import { backoffMs } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';
import type { MakeLimiter } from './limiter-store.ts';

/** Some attempts are free. After those the caller waits, and longer each time. */
export interface GrowingLimit {
  /** Counts an attempt before it is made, so that many at once cannot slip through. Throws `rate_limited`. */
  consume(key: string): Promise<void>;
  /** Takes back an attempt that does not count. */
  takeBack(key: string): Promise<void>;
  /** Forgets all counted attempts. */
  forget(key: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
const WAITS = { firstMs: 90_000, maxMs: 15 * 60_000 };
/** How long a wait is remembered. */
const MEMORY_SECONDS = 24 * 60 * 60;

/**
 * Allows `points` attempts in a quarter of an hour, then requires a wait of 90 s, which doubles each time within a day, up to a quarter of
 * an hour.
 */
export function createGrowingLimit(
  make: MakeLimiter,
  { name, points }: { name: string; points: number },
): GrowingLimit {
  const attempts = make({ name, points, perSeconds: WINDOW_SECONDS });
  const waits = make({ name: `${name}-waits`, points: Number.MAX_SAFE_INTEGER, perSeconds: MEMORY_SECONDS });
  const beginWait = async (key: string): Promise<number> => {
    const { consumed } = await waits.consume(key);
    const waitMs = backoffMs(WAITS, consumed);
    await attempts.block(key, waitMs / 1_000);
    return waitMs;
  };
  return {
    async consume(key) {
      const { consumed, isOver, endsInMs } = await attempts.consume(key);
      // Of several attempts that exceed the limit at once, exactly one is the first.
      if (isOver) throw tooManyAttempts(consumed === points + 1 ? await beginWait(key) : endsInMs);
    },
    takeBack: (key) => attempts.reward(key),
    forget: async (key) => void (await Promise.all([attempts.delete(key), waits.delete(key)])),
  };
}

export function tooManyAttempts(retryAfterMs: number): EverrunsError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new EverrunsError('rate_limited', `Too many attempts. Wait ${wait}, then try again.`, { retryAfterMs });
}
