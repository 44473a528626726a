import type { Tx } from '../../../db/database.ts';
import { dropQueued } from '../../decide/drop-queued.ts';
import { stopTurn } from '../../decide/end-turn.ts';
import type { SessionState, TurnState } from '../../state/rows.ts';
import type { SessionChange } from '../../state/session-change.ts';
import { loadOpenCalls, loadQueue, loadSteers } from '../../statements/load.ts';
import { findLockedTurn } from '../../statements/lock.ts';
import { loadOpenWaits } from '../../statements/waits.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { newChange } from '../../transact/transact.ts';

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
