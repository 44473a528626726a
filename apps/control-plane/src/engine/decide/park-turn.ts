import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import type { WaitKind } from '@everruns/schemas';
import { lastDeadline, moveTurn, noteStatus } from './turn-state.ts';

export interface Park {
  iteration: number;
  /** The calls that wait for an answer; empty when the turn waits for a time. */
  ordinals: readonly number[];
  /** What they wait for, each kind once. */
  kinds: readonly WaitKind[];
  wakeAt: Date | null;
}

/** Parks a turn until one of its calls is answered, or until a time. */
export function parkTurn(change: SessionChange, turn: TurnState, { iteration, ordinals, kinds, wakeAt }: Park): void {
  moveTurn(turn, 'waiting');
  turn.waiting_for = ordinals.map((ordinal) => ({ iteration, ordinal }));
  // The turn's time stands still: it goes on with what is left.
  const deadline = turn.deadline_at ?? new Date(change.now.getTime() + turn.timeout_ms);
  turn.remaining_ms = Math.max(0, deadline.getTime() - change.now.getTime());
  turn.deadline_at = lastDeadline(turn);
  turn.wake_at = wakeAt;
  noteStatus(change, turn);
  change.saveTurn(turn);
  const turnId = turn.id;
  const wake = wakeAt === null ? {} : { wake_at: wakeAt.toISOString() };
  // A turn that only waits for a time requires no action, so it does not end a stream that reads until the session is idle.
  change.append(
    { type: 'turn.parked', data: { turn_id: turnId, waiting_for: [...kinds], ...wake } },
    { turn_id: turnId },
  );
}
