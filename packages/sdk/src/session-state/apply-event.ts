import type { EventOf, EventType, SessionEvent } from '../session-event.ts';
import * as messages from './reduce-messages.ts';
import * as queue from './reduce-queue.ts';
import * as tools from './reduce-tools.ts';
import * as turns from './reduce-turns.ts';
import type { SessionState } from './session-state.ts';

type Reducer<Event extends SessionEvent> = (state: SessionState, event: Event) => SessionState;

const same = (state: SessionState): SessionState => state;

const wroteFile = (state: SessionState, { sequence }: EventOf<'file.written' | 'file.deleted'>): SessionState => ({
  ...state,
  files_sequence: sequence,
});

const REDUCERS: { [Type in EventType]: Reducer<EventOf<Type>> } = {
  'session.started': same,
  'session.forked': turns.forkSession,
  'session.tainted': same,
  'session.taint_cleared': same,
  'session.activated': (state, { data }) => ({ ...state, status: 'active', active_turn_id: data.turn_id }),
  'session.idled': (state) => ({ ...state, status: 'idle', active_turn_id: null }),
  'input.message': (state, event) =>
    messages.addInput(turns.openTurn(queue.removeQueued(state, event.data.message.id), event), event),
  'input.message.queued': queue.enqueue,
  'input.message.updated': queue.updateQueued,
  'input.message.moved': queue.moveQueued,
  'input.message.dropped': (state, { data }) => queue.removeQueued(state, data.message_id),
  'input.received': same,
  'output.message.started': messages.beginMessage,
  'output.message.completed': messages.completeMessage,
  'output.message.delta': attempted(messages.addText),
  'output.message.reset': attempted(messages.resetMessage),
  'reason.thinking.delta': attempted(messages.addThinking),
  'turn.started': turns.startTurn,
  'turn.completed': turns.endTurn,
  'turn.failed': turns.endTurn,
  'turn.canceled': turns.endTurn,
  'turn.parked': turns.parkTurn,
  'turn.resumed': turns.resumeTurn,
  'turn.retried': turns.retryTurn,
  'attempt.failed': turns.addFailedAttempt,
  'turn.taken_over': turns.addTakeOver,
  'reason.started': turns.startReason,
  'reason.fallback': turns.changeModel,
  'reason.completed': turns.endReason,
  'llm.generation': attempted((state, event) => messages.addGeneration(turns.countUsage(state, event), event)),
  'context.compacting': same,
  'context.compacted': messages.addCompaction,
  'history.repaired': messages.addRepair,
  'message.excluded': messages.excludeMessage,
  'message.redacted': messages.redactMessage,
  'feedback.given': messages.addFeedback,
  'model.adjusted': same,
  'act.started': turns.startAct,
  'act.completed': turns.endAct,
  'tool.started': tools.startCall,
  'tool.call_requested': tools.requestCalls,
  'tool.completed': attempted(tools.completeCall),
  'tool.output.delta': attempted(tools.addOutput),
  'tool.progress': attempted(tools.setProgress),
  'approval.requested': tools.requestApproval,
  'approval.resolved': tools.resolveApproval,
  'mcp.server_unavailable': same,
  'subagent.spawned': tools.spawnSubagent,
  'subagent.suspended': tools.suspendSubagent,
  'subagent.completed': tools.endSubagent,
  'subagent.failed': tools.endSubagent,
  'file.written': wroteFile,
  'file.deleted': wroteFile,
};

/**
 * Returns the session after this event. A recorded event that was taken before changes nothing, nor does one of a type that a
 * later release added. Events are in the order of the log. Pure; unchanged parts are shared with `state`.
 */
export function applyEvent(state: SessionState, event: SessionEvent): SessionState {
  const { sequence, type } = event;
  if (sequence !== undefined && sequence <= state.sequence) return state;
  // Each reducer takes the events of its own type.
  const reduce = Object.hasOwn(REDUCERS, type) ? (REDUCERS[type] as Reducer<SessionEvent>) : same;
  const next = reduce(state, event);
  return sequence === undefined ? next : { ...next, sequence };
}

function attempted<Event extends SessionEvent>(reduce: Reducer<Event>): Reducer<Event> {
  return (state, event) => {
    const next = reduce(state, event);
    const attempt = event.context.attempt ?? ('attempt' in event.data ? event.data.attempt : 1);
    return attempt === 1 ? next : turns.countAttempt(next, event.context.turn_id, attempt);
  };
}
