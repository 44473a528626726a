import type { Clock } from '../ports/clock.ts';

interface Sleeper {
  dueAt: number;
  wake(): void;
}

/** A clock that moves only through `advance`. Its wall time and its monotonic time move together. */
export interface FakeClock extends Clock {
  /** Advances by `ms`, waking sleepers in the order of their due times. */
  advance(ms: number): Promise<void>;
  /** The number of pending sleeps and callbacks. */
  readonly sleepers: number;
}

export const FAKE_EPOCH_MS = Date.UTC(2026, 0, 1);

export function createFakeClock(): FakeClock {
  const sleeping = new Set<Sleeper>();
  let elapsed = 0;
  const nextDue = (until: number): Sleeper | undefined =>
    [...sleeping].filter((sleeper) => sleeper.dueAt <= until).toSorted((left, right) => left.dueAt - right.dueAt)[0];
  return {
    now: () => FAKE_EPOCH_MS + elapsed,
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const onAbort = (): void => {
          sleeping.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          dueAt: elapsed + ms,
          wake: () => {
            sleeping.delete(sleeper);
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleeping.add(sleeper);
      }),
    after: (ms, onDue) => {
      const sleeper: Sleeper = {
        dueAt: elapsed + ms,
        wake: () => {
          sleeping.delete(sleeper);
          onDue();
        },
      };
      sleeping.add(sleeper);
      return () => void sleeping.delete(sleeper);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let sleeper = nextDue(until); sleeper !== undefined; sleeper = nextDue(until)) {
        elapsed = sleeper.dueAt;
        sleeper.wake();
        await settle();
      }
      elapsed = until;
      await settle();
    },
    get sleepers() {
      return sleeping.size;
    },
  };
}

/** Lets everything run that waits only for promises. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
