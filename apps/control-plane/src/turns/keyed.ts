import { EverrunsError } from '@everruns/schemas';
import type { Tx } from '../db/database.ts';
import { isLockTimeout } from '../db/pg-errors.ts';
import type { RequestContext } from '../request-context.ts';
import { findStoredAnswer, insertStoredAnswer, toStoredAnswerRow } from '../services/idempotency/stored-answer.ts';
import type { IdempotencyRequest } from '../services/idempotency/idempotency-request.ts';
import { transact, type EngineDeps, type Work } from './engine.ts';

export interface KeyedWork {
  ctx: RequestContext;
  idempotency: IdempotencyRequest | null;
  /** The status that is stored with the answer. */
  status: 200 | 201;
  /** Takes the session's lock: whatever a twin has stored is visible after it. */
  lock(tx: Tx): Promise<void>;
}

/**
 * A write that a client may repeat. Under the session's lock the stored answer of the same key is looked for first, and the key's
 * row is written by the statement that writes the effect.
 */
export function transactKeyed<T>(deps: EngineDeps, keyed: KeyedWork, decide: (tx: Tx) => Promise<Work<T>>): Promise<T> {
  const { ctx, idempotency } = keyed;
  return transact(deps, async (tx) => {
    await lockOrConflict(keyed, tx);
    if (idempotency === null) return decide(tx);
    const stored = await findStoredAnswer(tx, ctx, idempotency);
    // Only a write with this scope stores here, and it stores what it returns.
    if (stored !== null) return { result: stored.response as T, change: null };
    const work = await decide(tx);
    const row = toStoredAnswerRow(ctx, idempotency, { status: keyed.status, response: work.result });
    // A write that found nothing to do is remembered too: repeated later, it must not find something.
    if (work.change === null) await insertStoredAnswer(tx, row);
    else work.change.idempotency = row;
    return work;
  });
}

async function lockOrConflict(keyed: KeyedWork, tx: Tx): Promise<void> {
  try {
    await keyed.lock(tx);
  } catch (error) {
    if (keyed.idempotency === null || !isLockTimeout(error)) throw error;
    throw new EverrunsError(
      'idempotency_in_progress',
      'A request with this Idempotency-Key is still running. Repeat it in a moment.',
      {
        retryAfterMs: 1_000,
      },
    );
  }
}
