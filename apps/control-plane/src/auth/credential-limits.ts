import type { Clock } from '@everruns/core/catalog';
import { EverrunsError } from '@everruns/schemas';
import { ExpiringCache } from '@everruns/kernel';
import { createLimiters } from './limiter-store.ts';
import { createMemoryCounts } from './memory-counts.ts';
import { networkOf } from './network-of.ts';

/** A credential that was sent: the network it came from, and a key that names it without revealing it. */
export interface Shown {
  address: string;
  key: string;
}

/** Limits on unknown credentials, by network. */
export interface CredentialLimits {
  /**
   * Looks a credential up. One that was valid lately is looked up in any case. Any other is counted before it is looked up, so that many at
   * once cannot slip through, and the count is taken back if it is valid. Throws `rate_limited`.
   */
  guard<Found>(shown: Shown, lookUp: () => Promise<Found | null>): Promise<Found | null>;
}

const WINDOW_SECONDS = 60;
/** A look-up is cheap, but more than this many from one network in a minute are no mistake. */
const MAX_PER_MINUTE = 600;
const KNOWN = { maxEntries: 20_000, ttlMs: 10 * 60 * 1_000 };

/**
 * These are counted in this process, whatever store the other limits use: a limit on look-ups that asks a database would limit nothing.
 */
export function createCredentialLimits(clock: Clock, requestsPerMinute: number): CredentialLimits {
  const points = Math.min(requestsPerMinute, MAX_PER_MINUTE);
  const limiter = createLimiters(createMemoryCounts(clock))({
    name: 'credentials',
    points,
    perSeconds: WINDOW_SECONDS,
  });
  const known = new ExpiringCache<true>(clock, KNOWN);
  const count = async (network: string): Promise<void> => {
    const { isOver, endsInMs } = await limiter.consume(network);
    if (isOver) throw refusal(endsInMs);
  };
  return {
    async guard({ address, key }, lookUp) {
      const network = networkOf(address);
      const isKnown = known.find(key) !== null;
      if (!isKnown) await count(network);
      let isWrong = false;
      try {
        const found = await lookUp();
        isWrong = found === null;
        if (!isWrong) known.set(key, true);
        return found;
      } finally {
        // A failed look-up says nothing about the credential.
        if (isWrong && isKnown) await count(network);
        if (!isWrong && !isKnown) await limiter.reward(network);
      }
    },
  };
}

function refusal(retryAfterMs: number): EverrunsError {
  return new EverrunsError(
    'rate_limited',
    'Too many requests with credentials that are not valid came from your network. Check yours, and try again after a moment.',
    { retryAfterMs },
  );
}
