import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';

export interface LimiterOptions {
  /** Part of the key: each limit counts for itself. */
  name: string;
  points: number;
  perSeconds: number;
}

export type MakeLimiter = (options: LimiterOptions) => RateLimiterAbstract;

/** The store of all limits, and the way to give its connections back. */
export interface Limiters {
  make: MakeLimiter;
  close(): void;
}

export const makeMemoryLimiter: MakeLimiter = ({ name, points, perSeconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: perSeconds });

/** Counts in PostgreSQL, for all replicas together; while that is away each counts for itself. */
export function createPostgresLimiters(pool: pg.Pool): MakeLimiter {
  return (options) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: options.name,
      points: options.points,
      duration: options.perSeconds,
      insuranceLimiter: makeMemoryLimiter(options),
    });
}
