import type { SessionId } from '@everruns/schemas';
import { changeSession, type EngineDeps } from '../../engine/index.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';

export interface FileChange<T> {
  session_id: SessionId;
  /** Null where the method is repeatable by itself. */
  idempotency: IdempotencyRequest | null;
  status: 200 | 201;
  work: (scope: FileWriteScope) => Promise<T>;
}

/** A person's change of session files, and its events in the log, in one transaction. Throws `not_found` for the session. */
export function changeFiles<T>(deps: EngineDeps, ctx: RequestContext, input: FileChange<T>): Promise<T> {
  const { session_id: sessionId, work } = input;
  const ids = { uuid: () => deps.newId() };
  return changeSession(deps, ctx, {
    ...input,
    work: ({ tx, append }) => work({ tx, ctx, sessionId, ids, onEvent: append }),
  });
}
