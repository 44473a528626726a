import { omitUndefined } from '@everruns/kernel';
import type { ContentPart, Message } from '../nouns.ts';
import type { EventOf } from '../session-event.ts';
import { appendDelta } from './append-delta.ts';
import { changeLast } from './change-last.ts';
import type { MessageState, SessionState, ToolCallState } from './session-state.ts';

export function beginMessage(state: SessionState, event: EventOf<'output.message.started'>): SessionState {
  const turnId = event.context.turn_id;
  const { message_id } = event.data;
  const turns = changeLast(
    state.turns,
    ({ id }) => id === turnId,
    (turn) => ({
      ...turn,
      steps: changeLast(
        turn.steps,
        ({ kind }) => kind === 'reason',
        (step) => ({ ...step, message_id }),
      ),
    }),
  );
  return { ...state, turns, messages: [...state.messages, newAnswer(message_id, event)] };
}

export function completeMessage(state: SessionState, event: EventOf<'output.message.completed'>): SessionState {
  const { message } = event.data;
  const known = state.messages.findLast(({ id }) => id === message.id) ?? newAnswer(message.id, event);
  return putMessage(state, {
    ...known,
    ...spoken(message),
    sequence: event.sequence,
    role: 'agent',
    state: 'done',
    tool_calls: message.content.flatMap((part) => (part.type === 'tool_call' ? [newCall(part)] : [])),
  });
}

/** Adds a message of a person, which begins a turn or joins the running one. */
export function addInput(state: SessionState, { sequence, data: { message } }: EventOf<'input.message'>): SessionState {
  return putMessage(state, {
    id: message.id,
    sequence,
    ...spoken(message),
    role: 'user',
    state: 'done',
    thinking: '',
    attempt: 1,
    tool_calls: [],
    generation: null,
  });
}

export function addGeneration(state: SessionState, event: EventOf<'llm.generation'>): SessionState {
  const { message_id, output: _output, thinking = '', ...generation } = event.data;
  return changeMessage(state, message_id, (message) => ({
    ...message,
    generation: { ...generation, sequence: event.sequence },
    thinking,
    attempt: event.context.attempt ?? message.attempt,
  }));
}

/** The compaction is recorded with the answer that comes after it. */
export function addCompaction(state: SessionState, { context, data }: EventOf<'context.compacted'>): SessionState {
  const { tokens_before, tokens_after, message } = data;
  const summary = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const messages = changeLast(
    state.messages,
    ({ turn_id, state: its }) => turn_id === context.turn_id && its === 'streaming',
    (answer) => ({ ...answer, compaction: { tokens_before, tokens_after, summary } }),
  );
  return messages === state.messages ? state : { ...state, messages };
}

/** Like a summary, the repair is recorded with the answer that comes after it. */
export function addRepair(state: SessionState, { context, data }: EventOf<'history.repaired'>): SessionState {
  const { what, reason } = data;
  const messages = changeLast(
    state.messages,
    ({ turn_id, state: its }) => turn_id === context.turn_id && its === 'streaming',
    (answer) => ({ ...answer, repair: { what, reason } }),
  );
  return messages === state.messages ? state : { ...state, messages };
}

export function excludeMessage(state: SessionState, { data }: EventOf<'message.excluded'>): SessionState {
  return changeMessage(state, data.message_id, (message) => ({ ...message, excluded: true }));
}

const GONE = '[redacted]';

/** A reader that has seen the texts has no more of them than one that comes later. */
export function redactMessage(state: SessionState, { data }: EventOf<'message.redacted'>): SessionState {
  return changeMessage(state, data.message_id, ({ metadata: _metadata, tags: _tags, ...message }) => ({
    ...message,
    content: [
      { type: 'text', text: GONE },
      ...message.content.flatMap((part): ContentPart[] =>
        part.type === 'tool_call' ? [{ type: 'tool_call', id: part.id, name: part.name, arguments: {} }] : [],
      ),
    ],
    thinking: '',
    tool_calls: message.tool_calls.map(redactCall),
    redacted: true,
  }));
}

function redactCall(call: ToolCallState): ToolCallState {
  const { result } = call;
  const left = result && { type: result.type, tool_call_id: result.tool_call_id };
  const end = left && { ...left, ...(result.error === undefined ? { result: GONE } : { error: GONE }) };
  return { ...call, arguments: {}, output: '', progress: null, result: end };
}

/** The newest of each person counts; `none` takes it back. */
export function addFeedback(state: SessionState, { data }: EventOf<'feedback.given'>): SessionState {
  return changeMessage(state, data.message_id, ({ feedback: before = [], ...message }) => {
    const others = before.filter(({ by }) => by !== data.by);
    const feedback = data.rating === 'none' ? others : [...others, data];
    return feedback.length === 0 ? message : { ...message, feedback };
  });
}

export function addText(state: SessionState, event: EventOf<'output.message.delta'>): SessionState {
  const { part } = event.data;
  return changeAnswer(state, event, (message) => {
    const parts = Array.from(
      { length: Math.max(message.content.length, part + 1) },
      (_, index): ContentPart => message.content[index] ?? { type: 'text', text: '' },
    );
    const before = parts[part];
    if (before?.type !== 'text') return message;
    const text = appendDelta(before.text, event.data);
    return text === before.text ? message : { ...message, content: parts.with(part, { type: 'text', text }) };
  });
}

export function addThinking(state: SessionState, event: EventOf<'reason.thinking.delta'>): SessionState {
  return changeAnswer(state, event, (message) => {
    const thinking = appendDelta(message.thinking, event.data);
    return thinking === message.thinking ? message : { ...message, thinking };
  });
}

export function resetMessage(state: SessionState, event: EventOf<'output.message.reset'>): SessionState {
  return changeAnswer(state, event, (message) => message);
}

/** Marks the message that no generation will complete, because its turn is over. */
export function cutMessages(state: SessionState, turnId: string): SessionState {
  const isOpen = (message: MessageState): boolean => message.turn_id === turnId && message.state === 'streaming';
  const messages = changeLast(state.messages, isOpen, (message): MessageState => ({ ...message, state: 'cut' }));
  return messages === state.messages ? state : { ...state, messages };
}

export function changeMessage(
  state: SessionState,
  messageId: string,
  change: (message: MessageState) => MessageState,
): SessionState {
  const messages = changeLast(state.messages, ({ id }) => id === messageId, change);
  return messages === state.messages ? state : { ...state, messages };
}

type AnswerFrame = EventOf<'output.message.delta' | 'reason.thinking.delta' | 'output.message.reset'>;

/** A reader of `latest` may first see an answer in the middle of its stream. Frames of an older attempt no longer count. */
function changeAnswer(
  state: SessionState,
  event: AnswerFrame,
  change: (message: MessageState) => MessageState,
): SessionState {
  const { message_id, attempt } = event.data;
  const known = state.messages.findLast(({ id }) => id === message_id);
  if (known === undefined && !mayBegin(state, event)) return state;
  const message = known ?? newAnswer(message_id, event);
  if (message.state !== 'streaming' || attempt < message.attempt) return state;
  const current = attempt === message.attempt ? message : { ...message, attempt, content: [], thinking: '' };
  const changed = change(current);
  return changed === known ? state : putMessage(state, changed);
}

function mayBegin(state: SessionState, { context }: AnswerFrame): boolean {
  const turn = state.turns.findLast(({ id }) => id === context.turn_id);
  return turn === undefined ? state.turns.length === 0 : turn.ended_at === null;
}

function putMessage(state: SessionState, message: MessageState): SessionState {
  const index = state.messages.findLastIndex(({ id }) => id === message.id);
  const messages = index < 0 ? [...state.messages, message] : state.messages.with(index, message);
  return { ...state, messages };
}

function newAnswer(id: string, event: { ts: string; context: { turn_id?: string } }): MessageState {
  return {
    id,
    sequence: null,
    turn_id: event.context.turn_id ?? null,
    role: 'agent',
    state: 'streaming',
    content: [],
    thinking: '',
    attempt: 1,
    tool_calls: [],
    generation: null,
    created_at: event.ts,
  };
}

function spoken({ turn_id, content, controls, metadata, tags, created_at }: Message) {
  return {
    turn_id: turn_id ?? null,
    content,
    created_at,
    ...omitUndefined({ controls, metadata, tags }),
  };
}

function newCall({ id, name, arguments: args }: Extract<ContentPart, { type: 'tool_call' }>): ToolCallState {
  return {
    id,
    name,
    arguments: args,
    state: 'pending',
    attempt: 1,
    output: '',
    progress: null,
    result: null,
    effect: null,
    duration_ms: null,
    started_at: null,
    ended_at: null,
  };
}
