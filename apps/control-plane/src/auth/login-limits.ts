import { EverrunsError } from '@everruns/schemas';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { MakeLimiter } from './limiter-store.ts';
import { networkOf } from './network-of.ts';

export interface LoginAttempt {
  /** The account's e-mail as `normalizeEmail` makes it. */
  emailKey: string;
  address: string;
}

/** Limits on guessing. An attempt is counted before it is tried: many at once cannot slip through. */
export interface LoginLimits {
  /** Throws `rate_limited`. */
  begin(attempt: LoginAttempt): Promise<void>;
  /** It was no guess: forgets the account's failures and gives the address its attempt back. */
  succeed(attempt: LoginAttempt): Promise<void>;
  /** A new account from this address. Throws `rate_limited`. */
  beginRegistration(address: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;

export function createLoginLimits(make: MakeLimiter): LoginLimits {
  const account = make({ name: 'login-account', points: 10, perSeconds: WINDOW_SECONDS });
  const address = make({ name: 'login-address', points: 50, perSeconds: WINDOW_SECONDS });
  const registrations = make({ name: 'register-address', points: 20, perSeconds: WINDOW_SECONDS });
  return {
    async begin(attempt) {
      await consume(address, networkOf(attempt.address));
      await consume(account, attempt.emailKey);
    },
    async succeed(attempt) {
      await Promise.all([address.reward(networkOf(attempt.address)), account.delete(attempt.emailKey)]);
    },
    beginRegistration: (from) => consume(registrations, networkOf(from)),
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new EverrunsError('rate_limited', 'Too many attempts. Wait a while, then try again.', {
      retryAfterMs: error.msBeforeNext,
    });
  }
}
