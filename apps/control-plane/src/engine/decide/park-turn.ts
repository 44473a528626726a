import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import { moveTurn, parkDeadline } from './turn-state.ts';

export interface Park {
  iteration: number;
  /** The calls that wait for an answer; empty when the turn waits for a time. */
  ordinals: readonly number[];
  wakeAt: Date | null;
}

/** Parks a turn until one of its calls is answered, or until a time. */
export function parkTurn(change: SessionChange, turn: TurnState, { iteration, ordinals, wakeAt }: Park): void {
  moveTurn(turn, 'waiting');
  turn.waiting_for = ordinals.map((ordinal) => ({ iteration, ordinal }));
  turn.deadline_at = parkDeadline(change.now);
  turn.wake_at = wakeAt;
  if (ordinals.length > 0) change.session.status = 'requires_action';
  change.saveTurn(turn);
  const turnId = turn.id;
  const wake = wakeAt === null ? {} : { wake_at: wakeAt.toISOString() };
  // A turn that only waits for a time requires no action, so it does not end a stream that reads until the session is idle.
  const waitingFor = ordinals.length > 0 ? ['client_tool'] : [];
  change.append(
    { type: 'turn.parked', data: { turn_id: turnId, waiting_for: waitingFor, ...wake } },
    { turn_id: turnId },
  );
}
