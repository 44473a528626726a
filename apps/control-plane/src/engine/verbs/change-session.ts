import type { EventDraft, SessionId, TaintSource } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { taintByAttachment } from '../decide/taint.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';

export interface SessionWrite {
  tx: Tx;
  /** Appends to the session's log, in the same transaction. */
  append: (draft: EventDraft) => void;
  /** Records that the session has got foreign content, with the last event. */
  taint: (source: TaintSource) => void;
}

export interface ChangeSessionInput<T> {
  session_id: SessionId;
  /** Null without a key, and where the method is repeatable by itself. */
  idempotency: IdempotencyRequest | null;
  status: 200 | 201;
  work: (write: SessionWrite) => Promise<T>;
}

/** Makes a change of a session that is not the engine's own, with its events in the log, under the session's lock. Throws `not_found`. */
export function changeSession<T>(deps: EngineDeps, ctx: RequestContext, input: ChangeSessionInput<T>): Promise<T> {
  return idempotentTransact(deps, { ctx, ...input }, async (tx, { session }) => {
    const change = newChange(deps, session);
    const result = await input.work({
      tx,
      append: (draft) => void change.append(draft),
      taint: (source) => taintByAttachment(change, source),
    });
    return { result, change };
  });
}
