import { isEverrunsError } from '@everruns/schemas';
import { createGrowingLimit, tooManyAttempts } from './growing-limit.ts';
import type { Limiter, MakeLimiter } from './limiter-store.ts';
import { networkOf } from './network-of.ts';

export interface LoginAttempt {
  /** The account's e-mail as `normalizeEmail` makes it. */
  emailKey: string;
  address: string;
  /** The id of the browser's device, if it has signed in to this account before. */
  device: string | null;
  /** Whether a live login of the account was opened from this network. It is asked only while the account is slowed down. */
  isKnownNetwork: () => Promise<boolean>;
}

export interface BegunAttempt {
  /** The attempt was no guess: it is not counted, nor are the earlier failures from the same place. */
  succeed(): Promise<void>;
}

/**
 * Limits on guessing. Failures count for an account and a network together, so that nobody slows down people elsewhere; over all networks
 * they only space out attempts from unknown places. A device that has signed in before counts by itself, so no stranger's failures lock it
 * out.
 */
export interface LoginLimits {
  /** Counts an attempt before it is made, so that many at once cannot slip through. Throws `rate_limited` with the time to wait. */
  begin(attempt: LoginAttempt): Promise<BegunAttempt>;
  /**
   * Counts an attempt of a signed-in person to confirm their password. `loginId` is theirs, so only they can use it up. Throws
   * `rate_limited`.
   */
  beginConfirmation(loginId: string): Promise<BegunAttempt>;
  /** Counts a new account from this address. Throws `rate_limited`. */
  beginRegistration(address: string): Promise<void>;
  /** Counts a program at this address that asks to be signed in. Throws `rate_limited`. */
  beginDeviceLogin(address: string): Promise<void>;
  /** Counts a code that this person has typed, before it is looked up; `succeed` takes it back. Throws `rate_limited`. */
  beginUserCode(userId: string): Promise<BegunAttempt>;
}

const HERE = 10;
const FROM_A_NETWORK = 50;
const DEVICE_LOGINS = { name: 'device-network', points: 30, perSeconds: 15 * 60 };
const REGISTRATIONS = { name: 'register-network', points: 20, perSeconds: 15 * 60 };
/** How many guesses at one account, from everywhere, are free; after those one in so many seconds is allowed, from anywhere. */
const EVERYWHERE = { name: 'login-account', points: 100, perSeconds: 60 * 60 };
const SPACED = { name: 'login-spaced', points: 1, perSeconds: 20 };

export function createLoginLimits(make: MakeLimiter): LoginLimits {
  const byDevice = createGrowingLimit(make, { name: 'login-device', points: HERE });
  const byPlace = createGrowingLimit(make, { name: 'login-place', points: HERE });
  const byNetwork = createGrowingLimit(make, { name: 'login-network', points: FROM_A_NETWORK });
  const confirmations = createGrowingLimit(make, { name: 'confirm-password', points: HERE });
  const userCodes = createGrowingLimit(make, { name: 'user-code', points: HERE });
  const everywhere = make(EVERYWHERE);
  const spaced = make(SPACED);
  const registrations = make(REGISTRATIONS);
  const deviceLogins = make(DEVICE_LOGINS);

  const beginOnDevice = async (key: string): Promise<BegunAttempt | null> => {
    try {
      await byDevice.consume(key);
      return { succeed: () => byDevice.forget(key) };
    } catch (error) {
      // A device whose owner mistypes, or that was stolen, counts like any other place.
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
        const kept = [byNetwork.takeBack(network), byPlace.forget(place), everywhere.reward(attempt.emailKey)];
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
    beginDeviceLogin: (from) => consume(deviceLogins, networkOf(from)),
    async beginUserCode(userId) {
      await userCodes.consume(userId);
      // Only this one is taken back, so that nobody guesses for longer with a right code of their own in between.
      return { succeed: () => userCodes.takeBack(userId) };
    },
  };
}

async function consume(limiter: Limiter, key: string): Promise<void> {
  const waitMs = await tryConsume(limiter, key);
  if (waitMs !== null) throw tooManyAttempts(waitMs);
}

/** Null if the attempt was free, else the milliseconds to wait. */
async function tryConsume(limiter: Limiter, key: string): Promise<number | null> {
  const { isOver, endsInMs } = await limiter.consume(key);
  return isOver ? endsInMs : null;
}
