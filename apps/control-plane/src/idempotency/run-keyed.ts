import { EverrunsError } from '@everruns/schemas';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { isLockTimeout } from '../db/pg-errors.ts';
import { inTransaction } from '../db/transaction.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from './idempotency-request.ts';
import { findStoredAnswer, insertStoredAnswer, toStoredAnswerRow } from './stored-answer.ts';

export interface KeyedEffect {
  ctx: RequestContext;
  idempotency: IdempotencyRequest | null;
  /** The status that is stored with the answer. */
  status: 200 | 201;
}

/** How long a write waits for its twin. */
const limitLockWait = sql`select set_config('lock_timeout', '2s', true)`;

/**
 * One keyed transaction: the effect and its stored answer commit together or not at all. When it fails, whatever the reason, an
 * answer that a twin or an earlier try has stored is given instead: that write did happen. Throws `idempotency_in_progress` when the
 * twin is not done within 2 s, and `idempotency_key_reused`.
 */
export async function runKeyedTransaction<T>(
  db: Database,
  keyed: KeyedEffect,
  effect: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { ctx, idempotency, status } = keyed;
  if (idempotency === null) return inTransaction(db, effect);
  try {
    return await inTransaction(db, async (tx) => {
      await limitLockWait.execute(tx);
      const response = await effect(tx);
      const row = toStoredAnswerRow(ctx, idempotency, { status, response });
      await insertStoredAnswer(tx, row).catch(refuseUnfinishedTwin);
      return response;
    });
  } catch (error) {
    const stored = await findStoredAnswer(db, ctx, idempotency);
    if (stored === null) throw error;
    // Only a write with this scope stores here, and it stores what it returns.
    return stored.response as T;
  }
}

function refuseUnfinishedTwin(error: unknown): never {
  if (!isLockTimeout(error)) throw error;
  throw new EverrunsError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', {
    cause: error,
    retryAfterMs: 1_000,
    errors: [{ path: 'Idempotency-Key', code: 'in_progress', message: 'belongs to a request that is still running' }],
  });
}
