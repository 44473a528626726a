import type { Session, SessionId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { notFound } from '../../kernel/not-found.ts';
import { findSession } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { dropQueued } from '../decide/drop-queued.ts';
import { stopTurn } from '../decide/end-turn.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange } from '../transact/transact.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { SessionState, TurnState } from '../state/rows.ts';
import { loadOpenCalls, loadQueue, loadSteers } from '../statements/load.ts';
import { loadOpenWaits } from '../statements/waits.ts';
import { findLockedTurn } from '../statements/lock.ts';
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

/** Drops the queue and the unread steers of a locked session, then ends its active turn. */
export async function endAllOf(
  deps: EngineDeps,
  tx: Tx,
  { session, by }: { session: SessionState; by: string },
): Promise<SessionChange> {
  const change = newChange(deps, session);
  const reason = { by, reason: 'session_canceled' as const };
  for (const queued of session.queued_count > 0 ? await loadQueue(tx, session) : []) dropQueued(change, queued, reason);
  const active = session.active_turn_id === null ? null : await findLockedTurn(tx, session.active_turn_id);
  if (active !== null) {
    if (session.unread_input > 0) await dropSteers(change, tx, { turn: active.turn, by });
    const openCalls = active.turn.open_calls > 0 ? await loadOpenCalls(tx, active.turn) : [];
    const openWaits = active.turn.open_waits > 0 ? await loadOpenWaits(tx, active.turn) : [];
    stopTurn(change, active.turn, {
      end: { status: 'canceled', reason: 'session_canceled' },
      pending: { openCalls, openWaits, steers: [], queue: [] },
    });
  }
  return change;
}

async function dropSteers(change: SessionChange, tx: Tx, { turn, by }: { turn: TurnState; by: string }): Promise<void> {
  for (const steer of await loadSteers(tx, turn)) {
    change.append({ type: 'input.message.dropped', data: { message_id: steer.message_id, by } });
    change.takenInputs.push(steer.message_id);
    change.session.unread_input -= 1;
  }
}
