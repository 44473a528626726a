import { EverrunsError } from '@everruns/schemas';
import { sql } from 'kysely';
import type { Database, Tx } from '../../db/database.ts';
import { isLockTimeout, isUniqueViolation } from '../../db/pg-errors.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { RequestContext } from '../../request-context.ts';
import type { IdempotencyRequest } from './idempotency-request.ts';
import { findStoredAnswer, insertStoredAnswer, toStoredAnswerRow } from './stored-answer.ts';

/** How long a write waits for its twin. In a keyed transaction, run it before anything that may wait. */
export const limitLockWait = sql`select set_config('lock_timeout', '2s', true)`;

/**
 * Runs a write that inserts its own stored answer. When it fails, whatever the reason, an answer that a twin or an earlier try
 * has stored is given instead: that write did happen. Throws `idempotency_in_progress` when the twin is not done within 2 s.
 */
export async function runKeyed<T>(
  db: Database,
  keyed: { ctx: RequestContext; idempotency: IdempotencyRequest | null },
  write: () => Promise<T>,
): Promise<T> {
  const { ctx, idempotency } = keyed;
  if (idempotency === null) return write();
  try {
    return await write();
  } catch (error) {
    const stored = await findStoredAnswer(db, ctx, idempotency);
    // Only a write with this scope stores here, and it stores what it returns.
    if (stored !== null) return stored.response as T;
    if (isLockTimeout(error) || isUniqueViolation(error, 'idempotency_keys_pkey')) throw inProgress(error);
    throw error;
  }
}

/** One keyed transaction: the effect and its stored answer commit together or not at all. */
export function runKeyedTransaction<T>(
  db: Database,
  keyed: { ctx: RequestContext; idempotency: IdempotencyRequest | null; status: number },
  effect: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { ctx, idempotency, status } = keyed;
  if (idempotency === null) return inTransaction(db, effect);
  return runKeyed(db, keyed, () =>
    inTransaction(db, async (tx) => {
      await limitLockWait.execute(tx);
      const response = await effect(tx);
      await insertStoredAnswer(tx, toStoredAnswerRow(ctx, idempotency, { status, response }));
      return response;
    }),
  );
}

function inProgress(cause: unknown): EverrunsError {
  return new EverrunsError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', {
    cause,
    retryAfterMs: 1_000,
    errors: [{ path: 'Idempotency-Key', code: 'in_progress', message: 'belongs to a request that is still running' }],
  });
}
