import { isEverrunsError } from '@everruns/schemas';
import { createGrowingLimit, tooManyAttempts } from './growing-limit.ts';
import type { Limiter, MakeLimiter } from './limiter-store.ts';
import { networkOf } from './network-of.ts';

export interface LoginAttempt {
  /** The account's e-mail as `normalizeEmail` makes it. */
  emailKey: string;
  address: string;
  /** The browser's, where it has signed in to this account before. */
  device: string | null;
  /** Whether a login of the account is alive that was opened from this network. Asked only while the account is slowed down. */
  isKnownNetwork: () => Promise<boolean>;
}

export interface BegunAttempt {
  /** It was no guess: it is not counted, nor are the failures before it from the same place. */
  succeed(): Promise<void>;
}

/**
 * Limits on guessing. Failures count for an account and a network together, so that nobody slows down anybody elsewhere; over all
 * networks they only space out the attempts from places that the account does not know. A device that has signed in before counts for
 * itself alone: no stranger's failures keep it out.
 */
export interface LoginLimits {
  /** Counts an attempt before it is tried: many at once cannot slip through. Throws `rate_limited`, which says how long to wait. */
  begin(attempt: LoginAttempt): Promise<BegunAttempt>;
  /** A signed-in person shows their password again; `loginId` is theirs, so only they can use it up. Throws `rate_limited`. */
  beginConfirmation(loginId: string): Promise<BegunAttempt>;
  /** A new account from this address. Throws `rate_limited`. */
  beginRegistration(address: string): Promise<void>;
}

const HERE = 10;
const FROM_A_NETWORK = 50;
const REGISTRATIONS = { name: 'register-network', points: 20, perSeconds: 15 * 60 };
/** Guesses at one account from all over the world that cost nobody anything; then one in so many seconds, from wherever. */
const EVERYWHERE = { name: 'login-account', points: 100, perSeconds: 60 * 60 };
const SPACED = { name: 'login-spaced', points: 1, perSeconds: 20 };

export function createLoginLimits(make: MakeLimiter): LoginLimits {
  const byDevice = createGrowingLimit(make, { name: 'login-device', points: HERE });
  const byPlace = createGrowingLimit(make, { name: 'login-place', points: HERE });
  const byNetwork = createGrowingLimit(make, { name: 'login-network', points: FROM_A_NETWORK });
  const confirmations = createGrowingLimit(make, { name: 'confirm-password', points: HERE });
  const everywhere = make(EVERYWHERE);
  const spaced = make(SPACED);
  const registrations = make(REGISTRATIONS);

  const beginOnDevice = async (key: string): Promise<BegunAttempt | null> => {
    try {
      await byDevice.consume(key);
      return { succeed: () => byDevice.forget(key) };
    } catch (error) {
      // A device whose owner mistypes, or that was stolen, counts as any other place.
      if (isEverrunsError(error) && error.code === 'rate_limited') return null;
      throw error;
    }
  };
  const beginAnywhere = async (attempt: LoginAttempt): Promise<BegunAttempt> => {
    const network = networkOf(attempt.address);
    const place = `${attempt.emailKey} ${network}`;
    await byNetwork.consume(network);
    await byPlace.consume(place);
    if ((await tryConsume(everywhere, attempt.emailKey)) !== null && !(await attempt.isKnownNetwork())) {
      await consume(spaced, attempt.emailKey);
    }
    return {
      async succeed() {
        const kept = [
          byNetwork.handleModelFailure(network),
          byPlace.forget(place),
          everywhere.reward(attempt.emailKey),
        ];
        await Promise.all(kept);
      },
    };
  };
  return {
    async begin(attempt) {
      const onDevice = attempt.device === null ? null : await beginOnDevice(`${attempt.emailKey} ${attempt.device}`);
      return onDevice ?? beginAnywhere(attempt);
    },
    async beginConfirmation(loginId) {
      await confirmations.consume(loginId);
      return { succeed: () => confirmations.forget(loginId) };
    },
    beginRegistration: (from) => consume(registrations, networkOf(from)),
  };
}

async function consume(limiter: Limiter, key: string): Promise<void> {
  const waitMs = await tryConsume(limiter, key);
  if (waitMs !== null) throw tooManyAttempts(waitMs);
}

/** Null: it was free. Else for how many milliseconds it is not. */
async function tryConsume(limiter: Limiter, key: string): Promise<number | null> {
  const { isOver, endsInMs } = await limiter.consume(key);
  return isOver ? endsInMs : null;
}
