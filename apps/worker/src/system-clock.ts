import type { Clock, Ids } from '@everruns/core';
import { randomUUID } from 'node:crypto';

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
  after: (ms, onDue) => {
    const timer = setTimeout(onDue, ms);
    return () => clearTimeout(timer);
  },
};

/** Rejects with the signal's own reason: each atom gives up several sleeps, and an error of their own is what they would cost. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** An execution's id has to be new, no more: Node draws the randomness of many at once. */
export const systemIds: Ids = { uuid: () => randomUUID() };
