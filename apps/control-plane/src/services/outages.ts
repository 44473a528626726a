import { asUnavailable, withRetry } from '../db/transaction.ts';

/** Reads again while the database is away, for up to 5 s; then throws `unavailable`. A write does this inside its own transaction. */
export function retryRead<T>(read: () => Promise<T>): Promise<T> {
  return withRetry(read);
}

/** An error of a database or network that may be over in a moment, as `unavailable`; every other error as it is. */
export function toOutage(error: unknown): unknown {
  return asUnavailable(error);
}
