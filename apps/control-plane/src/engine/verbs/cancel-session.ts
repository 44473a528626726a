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
import type { TurnState } from '../state/rows.ts';
import { loadOpenCalls, loadQueue, loadSteers } from '../statements/load.ts';
import { loadOpenWaits } from '../statements/waits.ts';
import { findLockedTurn } from '../statements/lock.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';

export interface CancelSessionInput {
  session_id: SessionId;
  idempotency: IdempotencyRequest | null;
}

/** Drops the queue and the unread steers, then ends the active turn. Succeeds if there is nothing to end. Throws `not_found`. */
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
    const change = newChange(deps, session);
    const reason = { by: ctx.principal, reason: 'session_canceled' as const };
    for (const queued of session.queued_count > 0 ? await loadQueue(tx, session) : [])
      dropQueued(change, queued, reason);
    const active = session.active_turn_id === null ? null : await findLockedTurn(tx, session.active_turn_id);
    if (active !== null) {
      if (session.unread_input > 0) await dropSteers(change, tx, { turn: active.turn, by: ctx.principal });
      const openCalls = active.turn.open_calls > 0 ? await loadOpenCalls(tx, active.turn) : [];
      const openWaits = active.turn.open_waits > 0 ? await loadOpenWaits(tx, active.turn) : [];
      stopTurn(change, active.turn, {
        end: { status: 'canceled', reason: 'session_canceled' },
        pending: { openCalls, openWaits, steers: [], queue: [] },
      });
    }
    return { result, change: change.isEmpty() ? null : change };
  });
}

async function dropSteers(change: SessionChange, tx: Tx, { turn, by }: { turn: TurnState; by: string }): Promise<void> {
  for (const steer of await loadSteers(tx, turn)) {
    change.append({ type: 'input.message.dropped', data: { message_id: steer.message_id, by } });
    change.takenInputs.push(steer.message_id);
    change.session.unread_input -= 1;
  }
}
