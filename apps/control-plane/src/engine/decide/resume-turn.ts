import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import { lastDeadline, moveTurn, noteStatus } from './turn-state.ts';

/** A parked turn runs again, as its next segment. */
export function resumeTurn(change: SessionChange, turn: TurnState): void {
  moveTurn(turn, 'running');
  const deadline = change.now.getTime() + (turn.remaining_ms ?? turn.timeout_ms);
  turn.deadline_at = new Date(Math.min(deadline, lastDeadline(turn).getTime()));
  turn.remaining_ms = null;
  turn.wake_at = null;
  turn.waiting_for = null;
  noteStatus(change, turn);
  change.append({ type: 'turn.resumed', data: { turn_id: turn.id } }, { turn_id: turn.id });
  change.dispatch(turn);
}
