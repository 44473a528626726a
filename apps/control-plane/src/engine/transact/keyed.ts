import { EverrunsError } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { isLockTimeout } from '../../db/pg-errors.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findStoredAnswer, insertStoredAnswer, toStoredAnswerRow } from '../../idempotency/stored-answer.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { EngineDeps } from './engine-deps.ts';
import { transact, transactFromMemory, type Work } from './transact.ts';
import { lockedRows, type RowSource } from '../memory/row-source.ts';
import type { SessionRows } from '../state/rows.ts';

export interface KeyedRequest {
  ctx: RequestContext;
  idempotency: IdempotencyRequest | null;
  /** The status that is stored with the answer. */
  status: 200 | 201;
}

export interface KeyedWork extends KeyedRequest {
  /** Takes the session's lock: whatever a twin has stored is visible after it. */
  lock(tx: Tx): Promise<void>;
}

/**
 * A write that a client may repeat. Under the session's lock the stored answer of the same key is looked for first, and the key's
 * row is written by the statement that writes the effect.
 */
export function transactKeyed<T>(deps: EngineDeps, keyed: KeyedWork, decide: (tx: Tx) => Promise<Work<T>>): Promise<T> {
  return transact(deps, async (tx) => {
    await lockOrConflict(keyed, () => keyed.lock(tx));
    return decideOnce(lockedRows(tx), keyed, () => decide(tx));
  });
}

/** The same for a session that this process may remember; its rows are what `decide` gets. */
export function transactKeyedFromMemory<T>(
  deps: EngineDeps,
  keyed: KeyedRequest & { sessionId: string },
  decide: (rows: RowSource, locked: SessionRows) => Promise<Work<T>>,
): Promise<T> {
  return transactFromMemory(deps, { session_id: keyed.sessionId }, async (rows) => {
    const locked = await lockOrConflict(keyed, () => rows.session(keyed.ctx, keyed.sessionId));
    return decideOnce(rows, keyed, () => decide(rows, locked));
  });
}

async function decideOnce<T>(rows: RowSource, keyed: KeyedRequest, decide: () => Promise<Work<T>>): Promise<Work<T>> {
  const { ctx, idempotency } = keyed;
  if (idempotency === null) return decide();
  const stored = await findStoredAnswer(rows.db, ctx, idempotency);
  // Only a write with this scope stores here, and it stores what it returns.
  if (stored !== null) return { result: stored.response as T, change: null };
  const work = await decide();
  const row = toStoredAnswerRow(ctx, idempotency, { status: keyed.status, response: work.result });
  // A write that found nothing to do is remembered too: repeated later, it must not find something.
  if (work.change !== null) work.change.idempotency = row;
  else if (rows.isLocked) await insertStoredAnswer(rows.db, row);
  return work;
}

async function lockOrConflict<T>(keyed: KeyedRequest, lock: () => Promise<T>): Promise<T> {
  try {
    return await lock();
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
