import type { Clock, Ids } from '@everruns/core';
import { v7 } from 'uuid';

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
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

/** UUID v7 of the machine's clock. */
export const systemIds: Ids = { uuid: () => v7() };
