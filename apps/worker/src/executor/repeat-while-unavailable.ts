import type { Clock } from '@everruns/core';
import { backoffMs } from '@everruns/kernel';
import { hasErrorCode } from '@everruns/schemas';

export interface Patience {
  clock: Clock;
  /** Returns a number in [0, 1), for jitter. */
  random: () => number;
  /** Milliseconds since the epoch. */
  deadlineAtMs: number;
  signal: AbortSignal;
}

/** A control plane whose database is away holds each call for five seconds, so that repeating soon costs little. */
const BACKOFF = { firstMs: 500, maxMs: 3_000 };

/**
 * Repeats a call to the control plane while it fails with `unavailable`, until the deadline. The call must be idempotent.
 * Throws the signal's reason, any other error of the call, or the last `unavailable`.
 */
export async function repeatWhileUnavailable<Result>(call: () => Promise<Result>, patience: Patience): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    patience.signal.throwIfAborted();
    const delayMs = backoffMs(BACKOFF, failures, patience.random);
    try {
      return await call();
    } catch (error) {
      const isOver = patience.clock.now() + delayMs > patience.deadlineAtMs;
      if (!hasErrorCode(error, 'unavailable') || isOver) throw error;
    }
    await patience.clock.sleep(delayMs, patience.signal);
  }
}
