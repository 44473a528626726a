import type { SessionId } from '@everruns/schemas';
import { changeSession } from '../../engine/index.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import type { Services } from '../services.ts';

export interface FileChange<T> {
  session_id: SessionId;
  /** Null without a key, and where the method is repeatable by itself. */
  idempotency: IdempotencyRequest | null;
  status: 200 | 201;
  work: (scope: FileWriteScope) => Promise<T>;
}

/** Makes a person's change of session files, with its events in the log, in one transaction. Throws `not_found` for the session. */
export function changeFiles<T>(
  { engine, ids, unreadable }: Pick<Services, 'engine' | 'ids' | 'unreadable'>,
  ctx: RequestContext,
  { work, ...input }: FileChange<T>,
): Promise<T> {
  const sessionId = input.session_id;
  return changeSession(engine, ctx, {
    ...input,
    work: ({ tx, append }) => work({ tx, ctx, sessionId, unreadable, ids, onEvent: append }),
  });
}
