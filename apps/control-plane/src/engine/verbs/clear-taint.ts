import type { Session, SessionId } from '@everruns/schemas';
import { findSession } from '../../repositories/sessions.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';

export interface ClearTaintInput {
  session_id: SessionId;
  idempotency: IdempotencyRequest | null;
}

/**
 * Records that a person holds what the session has read for harmless. Foreign content that comes later taints it anew. Does nothing for a
 * session that is not tainted. Throws `not_found`.
 */
export async function clearTaint(deps: EngineDeps, ctx: RequestContext, input: ClearTaintInput): Promise<Session> {
  await idempotentTransact(deps, { ctx, ...input, status: 200 }, async (_tx, { session }) => {
    const result = { session_id: input.session_id };
    if (session.taint === null) return { result, change: null };
    const change = newChange(deps, session);
    session.taint = null;
    change.append({ type: 'session.taint_cleared', data: { by: ctx.principal } });
    return { result, change };
  });
  const session = await findSession(deps.db, ctx, input.session_id);
  if (session === null) throw notFound('session');
  return session;
}
