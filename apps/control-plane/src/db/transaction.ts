import { setTimeout as sleep } from 'node:timers/promises';
import { EverrunsError } from '@everruns/schemas';
import type { Database, Tx } from './database.ts';
import { isTransient } from './pg-errors.ts';

const RETRY_FOR_MS = 5_000;

/**
 * Runs `work` again, with jitter, while PostgreSQL is away, for up to 5 s; then throws `unavailable`. An error on COMMIT means
 * unknown, so `work` must be keyed: run twice, it has to find what the first run did (E15, E17).
 */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + RETRY_FOR_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      const delayMs = Math.min(50 * 2 ** attempt, 500) * (0.5 + Math.random());
      if (performance.now() + delayMs > giveUpAt) {
        throw unavailable(error);
      }
      await sleep(delayMs);
    }
  }
}

/** A read outside of any keyed transaction that met a database on its way down: it cannot be reached, nothing is wrong here. */
export function asUnavailable(error: unknown): unknown {
  return isTransient(error) ? unavailable(error) : error;
}

function unavailable(cause: unknown): EverrunsError {
  const message = 'The database cannot be reached now. Try again in a moment.';
  return new EverrunsError('unavailable', message, { cause, retryAfterMs: 1_000 });
}

/** One keyed transaction, retried as a whole. */
export function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRetry(() => db.transaction().execute(work));
}
