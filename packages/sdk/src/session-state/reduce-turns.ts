import { omitUndefined } from '@everruns/kernel';
import type { EventOf } from '../session-event.ts';
import { addUsage } from './add-usage.ts';
import { changeLast } from './change-last.ts';
import { cutMessages } from './reduce-messages.ts';
import { requeueSteers } from './reduce-queue.ts';
import { ZERO_USAGE, type SessionState, type StepState, type TurnErrorState, type TurnState } from './session-state.ts';

type TurnEnd = EventOf<'turn.completed' | 'turn.failed' | 'turn.canceled'>;

/** Adds the turn that a message begins. A message that joins a turn changes nothing. */
export function openTurn(state: SessionState, { ts, data: { message } }: EventOf<'input.message'>): SessionState {
  const id = message.turn_id;
  if (id === undefined || state.turns.some((turn) => turn.id === id)) return state;
  const turn = newTurn(id, ts, message.id);
  return { ...state, status: 'active', active_turn_id: id, turns: [...state.turns, turn] };
}

/** What ran in the other session, and what waited there, does not go on in a fork, which has used nothing yet. */
export function forkSession(state: SessionState, { ts, sequence, data }: EventOf<'session.forked'>): SessionState {
  const open = state.active_turn_id ?? undefined;
  const closed = changeTurn(open === undefined ? state : cutMessages(state, open), open, (turn) => ({
    ...turn,
    status: 'canceled',
    waiting_for: [],
    wake_at: null,
    steps: endSteps(turn.steps, ts),
    ended_at: ts,
    end_sequence: sequence,
  }));
  const forked = { ...data, sequence };
  return { ...closed, status: 'idle', active_turn_id: null, queue: [], usage: ZERO_USAGE, forked };
}

/** Adds the turn that answers the message of an earlier one again. */
export function retryTurn(state: SessionState, { ts, data }: EventOf<'turn.retried'>): SessionState {
  const turn = newTurn(data.turn_id, ts, data.message_id);
  return { ...state, status: 'active', active_turn_id: turn.id, turns: [...state.turns, turn] };
}

export function startTurn(state: SessionState, { ts, data }: EventOf<'turn.started'>): SessionState {
  return changeTurn(state, data.turn_id, (turn) => ({ ...turn, agent_version: data.agent_version, started_at: ts }));
}

export function parkTurn(state: SessionState, { ts, data }: EventOf<'turn.parked'>): SessionState {
  const { turn_id, waiting_for, wake_at = null } = data;
  const parked = changeTurn(state, turn_id, (turn) => ({
    ...turn,
    status: 'waiting',
    waiting_for,
    wake_at,
    steps: [...turn.steps, { kind: 'wait', waiting_for, wake_at, started_at: ts, ended_at: null }],
  }));
  // A turn that only waits for a time or for sub-agents goes on by itself.
  return waiting_for.every((kind) => kind === 'subagent') ? parked : { ...parked, status: 'requires_action' };
}

export function resumeTurn(state: SessionState, { ts, data }: EventOf<'turn.resumed'>): SessionState {
  const resumed = changeTurn(state, data.turn_id, (turn) => ({
    ...turn,
    status: 'running',
    resumes: turn.resumes + 1,
    waiting_for: [],
    wake_at: null,
    steps: endSteps(turn.steps, ts, 'wait'),
  }));
  return { ...resumed, status: 'active' };
}

export function endTurn(state: SessionState, event: TurnEnd): SessionState {
  const { turn_id, iterations, duration_ms, usage } = event.data;
  const ended = changeTurn(cutMessages(state, turn_id), turn_id, (turn) => ({
    ...turn,
    ...outcomeOf(event),
    iterations,
    duration_ms,
    usage,
    waiting_for: [],
    wake_at: null,
    steps: endSteps(turn.steps, event.ts),
    ended_at: event.ts,
    end_sequence: event.sequence,
  }));
  // A message that is dropped from the queue ends a turn that never ran.
  return state.active_turn_id === turn_id ? requeueSteers({ ...ended, active_turn_id: null }) : ended;
}

function outcomeOf(event: TurnEnd): Pick<TurnState, 'status' | 'error' | 'cancel_reason'> {
  switch (event.type) {
    case 'turn.completed':
      return { status: 'completed', error: null, cancel_reason: null };
    case 'turn.failed':
      return {
        status: 'failed',
        error: toError(event.data),
        cancel_reason: null,
      };
    case 'turn.canceled':
      return { status: 'canceled', error: null, cancel_reason: event.data.reason };
  }
}

function toError({
  error_code: code,
  error: message,
  provider_message,
}: EventOf<'turn.failed'>['data']): TurnErrorState {
  return { code, message, ...omitUndefined({ provider_message }) };
}

export function startReason(state: SessionState, { ts, context, data }: EventOf<'reason.started'>): SessionState {
  return changeTurn(state, context.turn_id, (turn) => ({
    ...turn,
    iterations: Math.max(turn.iterations, data.iteration),
    steps: [...turn.steps, { kind: 'reason', ...data, ...NEW_REASON, started_at: ts, ended_at: null }],
  }));
}

const NEW_REASON = { message_id: null, attempt: 1, success: null, error: null };

export function changeModel(state: SessionState, { context, data }: EventOf<'reason.fallback'>): SessionState {
  const { iteration, from, to } = data;
  const changed = changeTurn(state, context.turn_id, (turn) => ({ ...turn, fallback: { from, to } }));
  return changeStep(changed, { ...context, kind: 'reason', iteration }, (step) => ({ ...step, ...to }));
}

export function endReason(state: SessionState, { ts, context, data }: EventOf<'reason.completed'>): SessionState {
  return changeStep(state, { ...context, kind: 'reason', iteration: data.iteration }, (step) => ({
    ...step,
    attempt: context.attempt ?? 1,
    success: data.success,
    error: data.error ?? null,
    ended_at: ts,
  }));
}

export function startAct(state: SessionState, { ts, context, data }: EventOf<'act.started'>): SessionState {
  const { iteration, tool_calls } = data;
  return changeTurn(state, context.turn_id, (turn) => ({
    ...turn,
    steps: [
      ...turn.steps,
      {
        kind: 'act',
        iteration,
        tool_call_ids: tool_calls.map(({ id }) => id),
        success_count: null,
        error_count: null,
        started_at: ts,
        ended_at: null,
      },
    ],
  }));
}

export function endAct(state: SessionState, { ts, context, data }: EventOf<'act.completed'>): SessionState {
  return changeStep(state, { ...context, kind: 'act', iteration: data.iteration }, (step) => ({
    ...step,
    success_count: data.success_count,
    error_count: data.error_count,
    ended_at: ts,
  }));
}

export function countUsage(state: SessionState, { context, data }: EventOf<'llm.generation'>): SessionState {
  const counted = changeTurn(state, context.turn_id, (turn) => ({ ...turn, usage: addUsage(turn.usage, data.usage) }));
  return { ...counted, usage: addUsage(state.usage, data.usage) };
}

/** Records in the turn that one of its steps needed another attempt. */
export function countAttempt(state: SessionState, turnId: string | undefined, attempt: number): SessionState {
  return changeTurn(state, turnId, (turn) => (attempt > turn.attempts ? { ...turn, attempts: attempt } : turn));
}

export function addFailedAttempt(state: SessionState, { ts, context, data }: EventOf<'attempt.failed'>): SessionState {
  return changeTurn(state, context.turn_id, (turn) => ({
    ...turn,
    failed_attempts: [...turn.failed_attempts, { ...data, ended_at: ts }],
  }));
}

export function addTakeOver(state: SessionState, { ts, data }: EventOf<'turn.taken_over'>): SessionState {
  const { turn_id, ...takeOver } = data;
  return changeTurn(state, turn_id, (turn) => ({ ...turn, take_overs: [...turn.take_overs, { ...takeOver, at: ts }] }));
}

function changeTurn(
  state: SessionState,
  turnId: string | undefined,
  change: (turn: TurnState) => TurnState,
): SessionState {
  const turns = changeLast(state.turns, ({ id }) => id === turnId, change);
  return turns === state.turns ? state : { ...state, turns };
}

interface StepName<Kind> {
  turn_id?: string;
  kind: Kind;
  iteration: number;
}

type StepOf<Kind> = Extract<StepState, { kind: Kind }>;

function changeStep<Kind extends 'reason' | 'act'>(
  state: SessionState,
  { turn_id, kind, iteration }: StepName<Kind>,
  change: (step: StepOf<Kind>) => StepOf<Kind>,
): SessionState {
  const isIt = (step: StepState): step is StepOf<Kind> => step.kind === kind && step.iteration === iteration;
  return changeTurn(state, turn_id, (turn) => ({
    ...turn,
    steps: changeLast(turn.steps, isIt, (step) => (isIt(step) ? change(step) : step)),
  }));
}

function endSteps(steps: readonly StepState[], ts: string, kind?: StepState['kind']): readonly StepState[] {
  const isOpen = (step: StepState): boolean => step.ended_at === null && (kind === undefined || step.kind === kind);
  return steps.some(isOpen) ? steps.map((step) => (isOpen(step) ? { ...step, ended_at: ts } : step)) : steps;
}

function newTurn(id: string, ts: string, messageId: string): TurnState {
  return {
    id,
    input_message_id: messageId,
    status: 'running',
    agent_version: null,
    iterations: 0,
    usage: ZERO_USAGE,
    attempts: 1,
    failed_attempts: [],
    take_overs: [],
    fallback: null,
    resumes: 0,
    waiting_for: [],
    wake_at: null,
    error: null,
    cancel_reason: null,
    steps: [],
    created_at: ts,
    started_at: null,
    ended_at: null,
    end_sequence: null,
    duration_ms: null,
  };
}
