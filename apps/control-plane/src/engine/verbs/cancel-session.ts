import type { Session, SessionId } from '@everruns/schemas';
import { notFound } from '../../kernel/not-found.ts';
import { findSession } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import type { SessionChange } from '../state/session-change.ts';
import { endAllOf } from './parts/end-all-of.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';

export interface CancelSessionInput {
  session_id: SessionId;
  idempotency: IdempotencyRequest | null;
}

/** Drops the queue and the unread steers, then ends the active turn, and the same in all sessions of its sub-agents. Succeeds if there is nothing to end. Throws `not_found`. */
export async function cancelSession(
  deps: EngineDeps,
  ctx: RequestContext,
  input: CancelSessionInput,
): Promise<Session> {
  await endAll(deps, ctx, input);
  const session = await findSession(deps.db, ctx, input.session_id);
  if (session === null) throw notFound('session');
  return session;
}

function endAll(deps: EngineDeps, ctx: RequestContext, input: CancelSessionInput): Promise<{ session_id: SessionId }> {
  const result = { session_id: input.session_id };
  return idempotentTransact(deps, { ctx, ...input, status: 200 }, async (tx, { session }) => {
    const change = await endAllOf(deps, tx, { session, by: ctx.principal });
    if (session.has_children) cancelAllBelow(change, ctx.principal);
    return { result, change: change.isEmpty() ? null : change };
  });
}

/** Descendants are found and ended by deliveries, whose transactions lock one session each. */
function cancelAllBelow({ session, deliveries, newId }: SessionChange, by: string): void {
  const self = { from_session: session.id, to_session: session.id };
  const key = `cancel_below:${newId()}`;
  deliveries.push({ org_id: session.org_id, kind: 'cancel_below', key, ...self, payload: { by } });
}
