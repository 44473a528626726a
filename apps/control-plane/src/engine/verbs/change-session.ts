import type { EventDraft, SessionId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { lockSession } from '../statements/lock.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { transactKeyed } from '../transact/keyed.ts';
import { newChange } from '../transact/transact.ts';

export interface SessionWrite {
  tx: Tx;
  /** Appends to the session's log, in the same transaction. */
  append: (draft: EventDraft) => void;
}

export interface ChangeSessionInput<T> {
  session_id: SessionId;
  /** Null where the method is repeatable by itself. */
  idempotency: IdempotencyRequest | null;
  status: 200 | 201;
  work: (write: SessionWrite) => Promise<T>;
}

/** A change of a session that is not the engine's own, with its events in the log, under the session's lock. Throws `not_found`. */
export function changeSession<T>(deps: EngineDeps, ctx: RequestContext, input: ChangeSessionInput<T>): Promise<T> {
  const { session_id, idempotency, status } = input;
  const lock = async (tx: Tx) => void (await lockSession(tx, ctx, session_id));
  return transactKeyed(deps, { ctx, idempotency, status, lock }, async (tx) => {
    const { session } = await lockSession(tx, ctx, session_id);
    const change = newChange(deps, session);
    const result = await input.work({ tx, append: (draft) => void change.append(draft) });
    return { result, change };
  });
}
