import { backoffMs } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';
import type { MakeLimiter } from './limiter-store.ts';

/** So many attempts for nothing; whoever needs more waits a little, and longer each time. */
export interface GrowingLimit {
  /** Counts an attempt before it is made: many at once cannot slip through. Throws `rate_limited`. */
  consume(key: string): Promise<void>;
  /** It was none that counts: takes it back. */
  handleModelFailure(key: string): Promise<void>;
  /** Forgets all that was counted. */
  forget(key: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
const WAITS = { firstMs: 90_000, maxMs: 15 * 60_000 };
/** How long it is remembered that somebody had to wait. */
const MEMORY_SECONDS = 24 * 60 * 60;

/** `points` attempts in a quarter of an hour; then a wait of 90 s, and of twice as long each time on one day, up to a quarter of an hour. */
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
      // Of several that go over the limit at once, exactly one is the first.
      if (isOver) throw tooManyAttempts(consumed === points + 1 ? await beginWait(key) : endsInMs);
    },
    handleModelFailure: (key) => attempts.reward(key),
    forget: async (key) => void (await Promise.all([attempts.delete(key), waits.delete(key)])),
  };
}

export function tooManyAttempts(retryAfterMs: number): EverrunsError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new EverrunsError('rate_limited', `Too many attempts. Wait ${wait}, then try again.`, { retryAfterMs });
}
