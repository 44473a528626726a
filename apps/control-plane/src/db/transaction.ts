import { setTimeout as sleep } from 'node:timers/promises';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Database, Tx } from './database.ts';
import { isTransient, isTransientDatabaseError } from './pg-errors.ts';

const RETRY_FOR_MS = 5_000;

/**
 * Runs `work` again, with jitter, while its errors pass, for up to 5 s; then throws `unavailable`. An error on COMMIT means
 * unknown, so `work` must be keyed: run twice, it has to find what the first run did (E15, E17).
 */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + RETRY_FOR_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (isEverrunsError(error) || !isTransient(error)) throw error;
      const delayMs = Math.min(50 * 2 ** attempt, 500) * (0.5 + Math.random());
      if (performance.now() + delayMs > giveUpAt) {
        throw unavailable(error);
      }
      await sleep(delayMs);
    }
  }
}

/** At every boundary: what passes is `unavailable`, with the time after which to come back; everything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  return !isEverrunsError(error) && isTransient(error) ? unavailable(error) : error;
}

function unavailable(cause: unknown): EverrunsError {
  const what = isTransientDatabaseError(cause) ? 'The database' : 'A service that this needs';
  const message = `${what} cannot be reached now. Try again in a moment.`;
  return new EverrunsError('unavailable', message, { cause, retryAfterMs: 1_000 });
}

/** One keyed transaction, retried as a whole. */
export function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRetry(() => db.transaction().execute(work));
}
