import type { ContentPart, InputContentPart, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { changeSession } from './change-session.ts';

export interface AttachFilesInput {
  session_id: SessionId;
  content: readonly InputContentPart[];
}

/**
 * Returns the content of a message as the log has it. Resources of servers are read first, and taint the session. Files are stored before the
 * message, in a transaction of their own: a message that is refused afterwards leaves them, and a repeated request finds them. Throws
 * `not_found`, `invalid_request`, `mcp_server_unavailable` and `payload_too_large`.
 */
export async function attachFiles(
  deps: EngineDeps,
  ctx: RequestContext,
  { session_id, content }: AttachFilesInput,
): Promise<ContentPart[]> {
  if (content.every(isPlain)) return [...content];
  const present = content.every(isPresent) ? content : await deps.sessionFiles.fetch(ctx, { session_id, content });
  const ids = { uuid: deps.newId };
  return changeSession(deps, ctx, {
    session_id,
    idempotency: null,
    status: 201,
    work: async ({ tx, append, taint }) => {
      const scope = { tx, ctx, sessionId: session_id, unreadable: deps.unreadable, ids, onEvent: append };
      const attached = await deps.sessionFiles.attach(scope, present);
      for (const part of attached)
        if (part.type === 'file' && part.mcp_server !== undefined) taint({ kind: 'mcp', name: part.mcp_server });
      return attached;
    },
  });
}

function isPlain(part: InputContentPart): part is Extract<InputContentPart, { type: 'text' | 'image' }> {
  return part.type === 'text' || part.type === 'image';
}

function isPresent(part: InputContentPart): part is Exclude<InputContentPart, { type: 'mcp_resource' }> {
  return part.type !== 'mcp_resource';
}
