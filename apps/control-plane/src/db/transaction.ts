import { backoffMs, sleep } from '@everruns/kernel';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Database, Tx } from './database.ts';
import { isTransient, isTransientDatabaseError } from './pg-errors.ts';

/*
 * The ways to write, from the plainest to the engine's own. Each sits on the one above it; nothing else opens a transaction.
 *
 * | way                                      | when                                                                              |
 * | ---------------------------------------- | --------------------------------------------------------------------------------- |
 * | `inTransaction` (here)                   | a write that may be repeated by itself: PUT, PATCH, DELETE, start, housekeeping     |
 * | `idempotentWrite` (idempotency/)         | a POST outside a session's log: it may bring an `Idempotency-Key`                   |
 * | `idempotentStatement` (idempotency/)     | a POST that is one statement and stores its answer itself: a session is made so      |
 * | `transact` (engine/transact/)            | a decision about one session, taken under its lock, with events in its log          |
 * | `transactFromMemory` (engine/transact/)  | the same on the hot path: decided first from what this process remembers            |
 * | `idempotentTransact`, `…FromMemory`      | either of the two for a POST: it may bring an `Idempotency-Key`                     |
 *
 * What only reads needs no transaction: `withRetry`.
 */

const RETRY_FOR_MS = 5_000;
const BACKOFF = { firstMs: 50, maxMs: 500 };

/**
 * Runs `work` again, with jitter, while its errors are transient, for up to 5 s; then throws `unavailable`. An error on COMMIT leaves
 * it unknown whether the work was done, so a repeated `work` has to find what the one before it did (E15, E17).
 */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + RETRY_FOR_MS;
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (isEverrunsError(error) || !isTransient(error)) throw error;
      const delayMs = backoffMs(BACKOFF, failures, Math.random);
      if (performance.now() + delayMs > giveUpAt) {
        throw unavailable(error);
      }
      await sleep(delayMs);
    }
  }
}

/** For every boundary: a transient error becomes `unavailable`, with the time after which to come back; others stay what they are. */
export function asUnavailable(error: unknown): unknown {
  return !isEverrunsError(error) && isTransient(error) ? unavailable(error) : error;
}

function unavailable(cause: unknown): EverrunsError {
  const what = isTransientDatabaseError(cause) ? 'The database' : 'A service that this needs';
  const message = `${what} cannot be reached now. Try again in a moment.`;
  return new EverrunsError('unavailable', message, { cause, retryAfterMs: 1_000 });
}

/**
 * One transaction, retried as a whole by `withRetry`. `onCommitted` belongs to the try: what it throws counts as an error on COMMIT.
 */
export function inTransaction<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  onCommitted?: (result: T) => Promise<void>,
): Promise<T> {
  return withRetry(async () => {
    const result = await db.transaction().execute(work);
    await onCommitted?.(result);
    return result;
  });
}
