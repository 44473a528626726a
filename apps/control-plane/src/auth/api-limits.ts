import { EverrunsError } from '@everruns/schemas';
import type { LimitCount, MakeLimiter } from './limiter-store.ts';
import { networkOf } from './network-of.ts';
import type { Principal } from './principal.ts';

/** Reports the caller's remaining budget as headers of draft-ietf-httpapi-ratelimit-headers. */
export type RateLimitHeaders = Record<'RateLimit' | 'RateLimit-Policy', string>;

export interface ApiLimits {
  /** Counts a request of this caller. The headers are set before it throws `rate_limited`, so that the refusal carries them too. */
  consume(caller: string, tell: (headers: RateLimitHeaders) => void): Promise<void>;
}

const WINDOW_SECONDS = 60;

/**
 * Returns the key under which requests are counted together: the logins of a person, all API keys of a person, and without a credential a
 * network.
 */
export function budgetOf(principal: Principal | null, address: string): string {
  if (principal === null) return `network:${networkOf(address)}`;
  const isKey = principal.credential.kind === 'api_key' && principal.userId !== null;
  return isKey ? `keys-of:${principal.userId}` : principal.name;
}

export function createApiLimits(make: MakeLimiter, requestsPerMinute: number): ApiLimits {
  const limiter = make({ name: 'api', points: requestsPerMinute, perSeconds: WINDOW_SECONDS });
  const toHeaders = ({ remaining, endsInMs }: LimitCount): RateLimitHeaders => ({
    RateLimit: `"api";r=${remaining};t=${Math.ceil(endsInMs / 1_000)}`,
    'RateLimit-Policy': `"api";q=${requestsPerMinute};w=${WINDOW_SECONDS}`,
  });
  return {
    async consume(caller, tell) {
      const count = await limiter.consume(caller);
      tell(toHeaders(count));
      if (!count.isOver) return;
      throw new EverrunsError('rate_limited', 'Too many requests. Slow down, and try again after a moment.', {
        retryAfterMs: count.endsInMs,
      });
    },
  };
}
