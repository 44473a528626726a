import { BoundedMap, type Clock } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';

export interface Readiness<State> {
  /** Rejects while the replica must get no requests. The address is that of the asker. */
  check: (address: string) => Promise<State>;
  isLeaving: () => boolean;
  /**
   * Makes the replica not ready, for good. Resolves when everybody who asks regularly was told so twice, or after `maxMs`. Until then it
   * answers requests as before, because load balancers send them until they know.
   */
  leave: (maxMs: number) => Promise<void>;
}

interface Asker {
  lastAskedAt: number;
  /** How often it asked, and how often the answer was that the replica leaves. */
  asked: number;
  told: number;
}

const MAX_ASKERS = 64;
/** Whoever has not asked for so long does not watch this replica. */
const WATCHES_MS = 60_000;
/** A person who looked once does not watch either. */
const REGULARLY = 2;
/** Load balancers usually take a replica out after the second failure. */
const TOLD_TIMES = 2;
const LOOK_EVERY_MS = 50;

/** `checkUsable` rejects while the replica cannot serve, and else says in which state it is. */
export function createReadiness<State>(
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
  checkUsable: () => Promise<State>,
): Readiness<State> {
  const askers = new BoundedMap<string, Asker>(MAX_ASKERS);
  let isLeaving = false;

  const isUntold = (asker: Asker): boolean =>
    asker.asked >= REGULARLY && asker.told < TOLD_TIMES && clock.monotonic() - asker.lastAskedAt < WATCHES_MS;

  return {
    isLeaving: () => isLeaving,
    async check(address) {
      const asker = askers.get(address) ?? { lastAskedAt: 0, asked: 0, told: 0 };
      asker.lastAskedAt = clock.monotonic();
      asker.asked += 1;
      asker.told += isLeaving ? 1 : 0;
      askers.set(address, asker);
      if (!isLeaving) return checkUsable();
      throw new EverrunsError('unavailable', 'This replica is shutting down.', { retryAfterMs: 1_000 });
    },
    async leave(maxMs) {
      isLeaving = true;
      const endAt = clock.monotonic() + maxMs;
      while (clock.monotonic() < endAt && [...askers.values()].some(isUntold)) await clock.sleep(LOOK_EVERY_MS);
    },
  };
}
