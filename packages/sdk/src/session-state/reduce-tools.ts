import { omitUndefined } from '@everruns/kernel';
import type { EventOf } from '../session-event.ts';
import { appendDelta } from './append-delta.ts';
import { changeLast } from './change-last.ts';
import type { CallWait, SessionState, SubagentState, ToolCallState } from './session-state.ts';

export function startCall(state: SessionState, { ts, data: { tool_call } }: EventOf<'tool.started'>): SessionState {
  return changeCall(state, tool_call.id, (call) => ({
    ...call,
    arguments: tool_call.arguments,
    state: 'running',
    started_at: ts,
  }));
}

export function requestCalls(state: SessionState, { ts, data }: EventOf<'tool.call_requested'>): SessionState {
  const waiting = data.tool_calls.reduce(
    (next, { id }) =>
      changeCall(next, id, (call) => ({
        ...call,
        state: 'waiting',
        started_at: ts,
        waits: beginWait(call, 'client_tool', ts),
      })),
    state,
  );
  return { ...waiting, status: 'requires_action' };
}

export function requestApproval(state: SessionState, { ts, data }: EventOf<'approval.requested'>): SessionState {
  const { tool_call_id, name: _name, ...approval } = data;
  const waiting = changeCall(state, tool_call_id, (call) => ({
    ...call,
    state: 'waiting',
    approval,
    waits: beginWait(call, data.kind, ts),
  }));
  return { ...waiting, status: 'requires_action' };
}

/** The call is worked on by another agent from here on. */
export function spawnSubagent(state: SessionState, { ts, data }: EventOf<'subagent.spawned'>): SessionState {
  const { parent_tool_call_id, session_id, turn_id, agent_id, agent } = data;
  const subagent = { session_id, turn_id, agent_id, agent, status: 'running' as const, waits: [] };
  return changeCall(state, parent_tool_call_id, (call) => ({
    ...call,
    state: 'running',
    started_at: ts,
    subagent,
    waits: beginWait(call, 'subagent', ts),
  }));
}

function beginWait({ waits = [] }: ToolCallState, kind: CallWait['kind'], ts: string): readonly CallWait[] {
  return [...waits, { kind, started_at: ts, ended_at: null }];
}

/** The call with its open wait ended, if it has one. */
function endWait<Call extends Pick<ToolCallState, 'waits'>>(
  call: Call,
  end: Omit<CallWait, 'kind' | 'started_at'>,
): Call {
  const last = call.waits?.at(-1);
  if (call.waits === undefined || last === undefined || last.ended_at !== null) return call;
  return { ...call, waits: [...call.waits.slice(0, -1), { ...last, ...end }] };
}

/** The call is found by the session of its sub-agent. What waits further below has no call here. */
export function suspendSubagent(state: SessionState, { data }: EventOf<'subagent.suspended'>): SessionState {
  const called = state.messages
    .flatMap(({ tool_calls }) => tool_calls)
    .findLast(({ subagent }) => subagent?.session_id === data.session_id);
  if (called === undefined) return state;
  return changeSubagent(state, called.id, { waits: data.waits });
}

export function endSubagent(
  state: SessionState,
  { type, data }: EventOf<'subagent.completed'> | EventOf<'subagent.failed'>,
): SessionState {
  const status = type === 'subagent.completed' ? 'completed' : 'failed';
  return changeSubagent(state, data.parent_tool_call_id, { status, waits: [] });
}

function changeSubagent(
  state: SessionState,
  callId: string,
  change: Partial<Pick<SubagentState, 'status' | 'waits'>>,
): SessionState {
  return changeCall(state, callId, (call) =>
    call.subagent === undefined ? call : { ...call, subagent: { ...call.subagent, ...change } },
  );
}

/** A call that began before it asked goes on; one that waited to begin begins now. */
export function resolveApproval(state: SessionState, { ts, data }: EventOf<'approval.resolved'>): SessionState {
  const { kind, decision, by, reason, edited_arguments } = data;
  const decided = { kind, decision, ...omitUndefined({ by }), is_edited: edited_arguments !== undefined };
  const end = { ended_at: ts, decision, ...omitUndefined({ by, reason }) };
  const resolved = changeCall(state, data.tool_call_id, ({ approval: _approval, ...call }) => ({
    ...endWait(call, end),
    decision: decided,
    state: call.started_at === null ? 'pending' : 'running',
  }));
  return requireNoAction(resolved);
}

/** The session requires action only as long as one of its calls waits for somebody. */
function requireNoAction(state: SessionState): SessionState {
  if (state.status !== 'requires_action') return state;
  const isWaiting = state.messages.some(({ tool_calls }) => tool_calls.some((call) => call.state === 'waiting'));
  return isWaiting ? state : { ...state, status: 'active' };
}

export function completeCall(state: SessionState, { ts, context, data }: EventOf<'tool.completed'>): SessionState {
  const completed = changeCall(state, data.tool_call_id, ({ approval: _approval, ...call }) => ({
    ...endWait(leaveSubagent(call), { ended_at: ts }),
    state: endOf(data),
    attempt: Math.max(call.attempt, context.attempt ?? 1),
    output: '',
    progress: null,
    result: data.result,
    ...omitUndefined({ images: data.images }),
    effect: data.effect,
    duration_ms: data.duration_ms,
    ended_at: ts,
  }));
  return requireNoAction(completed);
}

/** A call that has its result waits for no sub-agent. A fork is not told how it ended for the other session. */
function leaveSubagent<Call extends Pick<ToolCallState, 'subagent'>>(call: Call): Call {
  if (call.subagent?.status !== 'running') return call;
  return { ...call, subagent: { ...call.subagent, status: 'failed', waits: [] } };
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
