import type { SessionChange } from '../state/session-change.ts';
import { moveTurn } from './turn-state.ts';
import type { QueuedTurn } from '../state/rows.ts';

export interface DropReason {
  by: string;
  reason: 'canceled' | 'session_canceled';
}

/** Removes a message from the queue for good. Its turn ends without having begun. */
export function dropQueued(change: SessionChange, queued: QueuedTurn, { by, reason }: DropReason): void {
  const { turn, input } = queued;
  change.append({ type: 'input.message.dropped', data: { message_id: input.message_id, by } });
  const turnId = turn.id;
  change.append(
    { type: 'turn.canceled', data: { turn_id: turnId, iterations: 0, duration_ms: 0, usage: turn.usage, reason } },
    { turn_id: turnId },
  );
  moveTurn(turn, 'canceled');
  turn.queue_rank = null;
  turn.ended_at = change.now;
  turn.segment += 1;
  change.session.queued_count -= 1;
  change.takenInputs.push(input.message_id);
  change.saveTurn(turn);
}
