import type { ContentPart, InputContentPart, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { changeSession } from './change-session.ts';

export interface AttachFilesInput {
  session_id: SessionId;
  content: readonly InputContentPart[];
}

/**
 * Returns the content of a message as the log has it. Files are stored before the message, in a transaction of their own: a message that
 * is refused afterwards leaves them, and a repeated request finds them. Throws `not_found`, `invalid_request` and `payload_too_large`.
 */
export async function attachFiles(
  deps: EngineDeps,
  ctx: RequestContext,
  { session_id, content }: AttachFilesInput,
): Promise<ContentPart[]> {
  if (!content.some(({ type }) => type === 'file')) return [...content];
  const ids = { uuid: deps.newId };
  return changeSession(deps, ctx, {
    session_id,
    idempotency: null,
    status: 201,
    work: ({ tx, append }) =>
      deps.sessionFiles.attach(
        { tx, ctx, sessionId: session_id, unreadable: deps.unreadable, ids, onEvent: append },
        content,
      ),
  });
}
