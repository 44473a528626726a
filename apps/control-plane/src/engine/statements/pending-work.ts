import type { Database } from '../../db/database.ts';
import type { PendingWork } from '../decide/end-turn.ts';
import type { SessionState, TurnState } from '../state/rows.ts';
import { loadOpenCalls, loadQueue, loadSteers } from './load.ts';
import { loadOpenWaits } from './waits.ts';

/** Loads the work that is pending when a turn ends, after the lock and only if the locked columns say that there is any. */
export async function loadPendingWork(db: Database, session: SessionState, turn: TurnState): Promise<PendingWork> {
  return {
    openCalls: turn.open_calls > 0 ? await loadOpenCalls(db, turn) : [],
    openWaits: turn.open_waits > 0 ? await loadOpenWaits(db, turn) : [],
    steers: session.unread_input > 0 ? await loadSteers(db, turn) : [],
    queue: session.queued_count > 0 ? await loadQueue(db, session, 1) : [],
  };
}
