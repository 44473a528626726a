import type { Tx } from '../../db/database.ts';
import { answerOnce, type IdempotentRequest } from '../../idempotency/idempotent-write.ts';
import { insertStoredAnswer } from '../../idempotency/stored-answer.ts';
import { lockedRows, type RowSource } from '../memory/row-source.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { SessionRows } from '../state/rows.ts';
import type { EngineDeps } from './engine-deps.ts';
import { transact, transactFromMemory, type FromMemory, type Work } from './transact.ts';

export interface IdempotentTransaction extends IdempotentRequest {
  session_id: string;
}

interface IdempotentFromMemory<T> extends Pick<FromMemory<T>, 'onSent'> {
  request: IdempotentTransaction;
}

/**
 * `transact` for a write that a client may repeat. After the session's lock a twin's stored answer is visible, and the answer is stored by
 * the statement that writes the change. Throws as `answerOnce`, and `not_found` for the session.
 */
export function idempotentTransact<T>(
  deps: EngineDeps,
  request: IdempotentTransaction,
  decide: (tx: Tx, locked: SessionRows) => Promise<Work<T>>,
): Promise<T> {
  return transact(deps, (tx) => decideOnce(lockedRows(tx), request, (locked) => decide(tx, locked)));
}

/** The same for a session that this process may remember: `decide` gets the remembered rows. */
export function idempotentTransactFromMemory<T>(
  deps: EngineDeps,
  { request, onSent }: IdempotentFromMemory<T>,
  decide: (rows: RowSource, locked: SessionRows) => Promise<Work<T>>,
): Promise<T> {
  return transactFromMemory(deps, { sessionId: request.session_id, urgent: true, onSent }, (rows) =>
    decideOnce(rows, request, (locked) => decide(rows, locked)),
  );
}

async function decideOnce<T>(
  rows: RowSource,
  request: IdempotentTransaction,
  decide: (locked: SessionRows) => Promise<Work<T>>,
): Promise<Work<T>> {
  const { ctx, session_id } = request;
  let locked: SessionRows | null = null;
  let change: SessionChange | null = null;
  const { answer } = await answerOnce(request, {
    db: rows.db,
    async waitForTwin() {
      locked = await rows.session(ctx, session_id);
      return true;
    },
    async work() {
      if (locked === null) throw new Error('the session is read before its change is decided');
      const work = await decide(locked);
      change = work.change;
      return work.result;
    },
    async store(row) {
      // A change that had nothing to do is stored too, because its repetition must do nothing either.
      if (change !== null) change.idempotency = row;
      else if (rows.isLocked) await insertStoredAnswer(rows.db, row);
    },
  });
  return { result: answer, change };
}
