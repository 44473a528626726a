import type { EventContext, Message } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import { addAtom, moveTurn } from './turn-state.ts';

/** Gives the session's slot to this turn. Its message enters the log, and the dispatcher gets an outbox row. */
export function startTurn(
  change: SessionChange,
  turn: TurnState,
  { message, traceparent }: { message: Message; traceparent?: string | undefined },
): void {
  const turnId = turn.id;
  const context = { turn_id: turnId, input_message_id: message.id };
  const traced = { ...context, ...toTraceContext(traceparent) };
  change.append({ type: 'input.message', data: { message: { ...message, turn_id: turnId } } }, traced);
  takeSlot(change, turn);
}

/** Runs a turn whose message is in the log. */
export function takeSlot(change: SessionChange, turn: TurnState): void {
  const { session } = change;
  const context = { turn_id: turn.id, input_message_id: turn.input_message_id };
  if (session.status === 'idle') change.append({ type: 'session.activated', data: { turn_id: turn.id } }, context);
  moveTurn(turn, 'running');
  turn.queue_rank = null;
  turn.deadline_at = new Date(change.now.getTime() + turn.timeout_ms);
  session.active_turn_id = turn.id;
  session.status = 'active';
  addAtom(change, turn, { kind: 'reason', ordinal: 0 });
  change.dispatch(turn);
}

export function toTraceContext(traceparent: string | undefined): Pick<EventContext, 'traceparent'> {
  return traceparent === undefined ? {} : { traceparent };
}
