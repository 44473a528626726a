import type { EventOf } from '../session-event.ts';
import { appendDelta } from './append-delta.ts';
import { changeLast } from './change-last.ts';
import type { SessionState, ToolCallState } from './session-state.ts';

export function startCall(state: SessionState, { ts, data: { tool_call } }: EventOf<'tool.started'>): SessionState {
  return changeCall(state, tool_call.id, (call) => ({
    ...call,
    arguments: tool_call.arguments,
    state: 'running',
    started_at: ts,
  }));
}

export function requestCalls(state: SessionState, { ts, data }: EventOf<'tool.call_requested'>): SessionState {
  return data.tool_calls.reduce(
    (next, { id }) => changeCall(next, id, (call) => ({ ...call, state: 'waiting', started_at: ts })),
    state,
  );
}

export function completeCall(state: SessionState, { ts, context, data }: EventOf<'tool.completed'>): SessionState {
  return changeCall(state, data.tool_call_id, (call) => ({
    ...call,
    state: endOf(data),
    attempt: Math.max(call.attempt, context.attempt ?? 1),
    output: '',
    progress: null,
    result: data.result,
    effect: data.effect,
    duration_ms: data.duration_ms,
    ended_at: ts,
  }));
}

function endOf(data: EventOf<'tool.completed'>['data']): ToolCallState['state'] {
  if (data.canceled === true) return 'canceled';
  if (data.outcome_unknown === true) return 'unknown';
  return data.success ? 'succeeded' : 'failed';
}

export function addOutput(state: SessionState, { data }: EventOf<'tool.output.delta'>): SessionState {
  return changeRunning(state, data, (call) => {
    const output = appendDelta(call.output, data);
    return output === call.output ? call : { ...call, output };
  });
}

export function setProgress(state: SessionState, { data }: EventOf<'tool.progress'>): SessionState {
  return changeRunning(state, data, (call) =>
    call.progress === data.message ? call : { ...call, progress: data.message },
  );
}

function changeRunning(
  state: SessionState,
  { tool_call_id, attempt }: { tool_call_id: string; attempt: number },
  change: (call: ToolCallState) => ToolCallState,
): SessionState {
  return changeCall(state, tool_call_id, (call) => {
    if (call.ended_at !== null || attempt < call.attempt) return call;
    return change(attempt === call.attempt ? call : { ...call, attempt, output: '', progress: null });
  });
}

/** Calls are stored with their message, so that only that message's view renders again. */
function changeCall(state: SessionState, callId: string, change: (call: ToolCallState) => ToolCallState): SessionState {
  const isIt = ({ id }: ToolCallState): boolean => id === callId;
  const messages = changeLast(
    state.messages,
    ({ tool_calls }) => tool_calls.some(isIt),
    (message) => {
      const calls = changeLast(message.tool_calls, isIt, change);
      return calls === message.tool_calls ? message : { ...message, tool_calls: calls };
    },
  );
  return messages === state.messages ? state : { ...state, messages };
}
