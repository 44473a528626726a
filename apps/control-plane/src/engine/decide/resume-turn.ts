import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import { moveTurn } from './turn-state.ts';

/** A parked turn runs again, as its next segment. */
export function resumeTurn(change: SessionChange, turn: TurnState): void {
  moveTurn(turn, 'running');
  turn.deadline_at = new Date(change.now.getTime() + turn.timeout_ms);
  turn.wake_at = null;
  turn.waiting_for = null;
  change.session.status = 'active';
  change.append({ type: 'turn.resumed', data: { turn_id: turn.id } }, { turn_id: turn.id });
  change.dispatch(turn);
}
