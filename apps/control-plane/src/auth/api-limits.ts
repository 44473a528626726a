import { EverrunsError } from '@everruns/schemas';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { MakeLimiter } from './limiter-store.ts';

/** What a caller has left, as headers of draft-ietf-httpapi-ratelimit-headers. */
export type RateLimitHeaders = Record<'RateLimit' | 'RateLimit-Policy', string>;

export interface ApiLimits {
  /** Counts a request of this caller. Told before it throws `rate_limited`: the refusal carries them too. */
  consume(caller: string, tell: (headers: RateLimitHeaders) => void): Promise<void>;
}

const WINDOW_SECONDS = 60;

export function createApiLimits(make: MakeLimiter, requestsPerMinute: number): ApiLimits {
  const limiter = make({ name: 'api', points: requestsPerMinute, perSeconds: WINDOW_SECONDS });
  const toHeaders = ({ remainingPoints, msBeforeNext }: RateLimiterRes): RateLimitHeaders => ({
    RateLimit: `"api";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1_000)}`,
    'RateLimit-Policy': `"api";q=${requestsPerMinute};w=${WINDOW_SECONDS}`,
  });
  return {
    async consume(caller, tell) {
      try {
        tell(toHeaders(await limiter.consume(caller)));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        tell(toHeaders(error));
        throw new EverrunsError('rate_limited', 'Too many requests. Slow down, and try again after a moment.', {
          retryAfterMs: error.msBeforeNext,
        });
      }
    },
  };
}
