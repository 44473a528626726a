import type { SessionId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { newChange, type EngineDeps } from '../../engine/transact/transact.ts';
import { transactKeyed } from '../../engine/transact/keyed.ts';
import { lockSession } from '../../engine/statements/lock.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { FileWriteScope } from './file-scope.ts';

export interface FileChange<T> {
  session_id: SessionId;
  /** Null where the method is repeatable by itself. */
  idempotency: IdempotencyRequest | null;
  status: 200 | 201;
  work: (scope: FileWriteScope) => Promise<T>;
}

/** A person's change of session files, and its events in the log, in one transaction. Throws `not_found` for the session. */
export function changeFiles<T>(deps: EngineDeps, ctx: RequestContext, input: FileChange<T>): Promise<T> {
  const { session_id, idempotency, status } = input;
  const lock = async (tx: Tx) => void (await lockSession(tx, ctx, session_id));
  return transactKeyed(deps, { ctx, idempotency, status, lock }, async (tx) => {
    const { session } = await lockSession(tx, ctx, session_id);
    const change = newChange(deps, session);
    const result = await input.work({
      tx,
      ctx,
      sessionId: session_id,
      ids: { uuid: () => deps.newId() },
      onEvent: (draft) => void change.append(draft),
    });
    return { result, change };
  });
}
