import type { FailedAttempt, MessageState, StepState, TakeOver, ToolCallState, TurnState } from '@everruns/sdk';

/** A part of a span. Times are milliseconds since the epoch. */
export interface Segment {
  /** `backoff`: the wait before the next attempt. `silent`: the process was dead or silent, and nobody worked on the step. */
  kind: 'run' | 'failed' | 'backoff' | 'silent' | 'wait';
  startedAt: number;
  endedAt: number;
  failure: FailedAttempt | null;
  takeOver: TakeOver | null;
}

/** One generation, tool call or wait of a turn. A span that has not ended ends with the turn so far. */
export interface Span {
  /** Names the span within its turn, also in links. */
  key: string;
  kind: 'generation' | 'tool' | 'wait';
  label: string;
  /** Whether this is a tool call, which is listed under its generation. */
  isNested: boolean;
  hasFailed: boolean;
  isOpen: boolean;
  startedAt: number;
  endedAt: number;
  firstTokenAt: number | null;
  segments: readonly Segment[];
  attempts: readonly FailedAttempt[];
  message: MessageState | null;
  call: ToolCallState | null;
}

/** Lists the work of a turn in the order in which it began. */
export function listSpans(turn: TurnState, messages: readonly MessageState[], turnEnd: number): Span[] {
  const own = messages.filter(({ turn_id }) => turn_id === turn.id);
  const calls = new Map(own.flatMap(({ tool_calls }) => tool_calls.map((call) => [call.id, call])));
  return turn.steps.flatMap((step, index) => {
    if (step.kind === 'wait') return [waitSpan(step, index, turnEnd)];
    if (step.kind === 'reason') return [generationSpan(step, { turn, own, turnEnd })];
    return step.tool_call_ids.flatMap((id) => {
      const call = calls.get(id);
      return call === undefined ? [] : [toolSpan(call, step, { turn, turnEnd })];
    });
  });
}

type StepOf<Kind extends StepState['kind']> = Extract<StepState, { kind: Kind }>;

function waitSpan(step: StepOf<'wait'>, index: number, turnEnd: number): Span {
  const startedAt = Date.parse(step.started_at);
  const endedAt = endOf(step.ended_at, turnEnd);
  return {
    ...NOTHING,
    key: `wait-${index}`,
    kind: 'wait',
    label: `Waits for ${step.waiting_for.map(nameOfWait).join(', ') || 'its time'}`,
    isOpen: step.ended_at === null,
    startedAt,
    endedAt,
    segments: [{ kind: 'wait', startedAt, endedAt, failure: null, takeOver: null }],
  };
}

const NOTHING = { isNested: false, hasFailed: false, firstTokenAt: null, attempts: [], message: null, call: null };

const WAITS: Partial<Record<string, string>> = {
  client_tool: 'a client',
  approval: 'an approval',
  question: 'an answer',
  subagent: 'a sub-agent',
  connection: 'a login',
};

export function nameOfWait(kind: string): string {
  return WAITS[kind] ?? kind;
}

function generationSpan(
  step: StepOf<'reason'>,
  { turn, own, turnEnd }: { turn: TurnState; own: readonly MessageState[]; turnEnd: number },
): Span {
  const attempts = turn.failed_attempts.filter(
    ({ kind, iteration }) => kind === 'reason' && iteration === step.iteration,
  );
  const message = own.find(({ id }) => id === step.message_id) ?? null;
  const startedAt = Date.parse(step.started_at);
  const endedAt = endOf(step.ended_at, turnEnd);
  const segments = listSegments({ startedAt, endedAt, attempts, takeOvers: turn.take_overs });
  const toFirstToken = message?.generation?.time_to_first_token_ms;
  return {
    key: `reason-${step.iteration}`,
    kind: 'generation',
    label: step.model,
    isNested: false,
    hasFailed: step.success === false,
    isOpen: step.ended_at === null,
    startedAt,
    endedAt,
    firstTokenAt: toFirstToken === undefined ? null : (segments.at(-1)?.startedAt ?? startedAt) + toFirstToken,
    segments,
    attempts,
    message,
    call: null,
  };
}

function toolSpan(
  call: ToolCallState,
  step: StepOf<'act'>,
  { turn, turnEnd }: { turn: TurnState; turnEnd: number },
): Span {
  const attempts = turn.failed_attempts.filter(({ tool_call_id }) => tool_call_id === call.id);
  const begun = Date.parse(call.started_at ?? step.started_at);
  const end = call.ended_at ?? step.ended_at;
  const endedAt = Math.max(begun, endOf(end, turnEnd));
  // The event of a call that follows another step at once has the time of that step's commit, so the duration says more.
  const measured = call.ended_at !== null && attempts.length === 0 ? (call.duration_ms ?? 0) : 0;
  const startedAt = measured > 0 ? Math.max(begun, endedAt - measured) : begun;
  return {
    key: call.id,
    kind: 'tool',
    label: call.name,
    isNested: true,
    hasFailed: call.state === 'failed' || call.state === 'unknown',
    isOpen: end === null,
    startedAt,
    endedAt,
    firstTokenAt: null,
    segments: listSegments({ startedAt, endedAt, attempts, takeOvers: turn.take_overs }),
    attempts,
    message: null,
    call,
  };
}

function endOf(ended: string | null, turnEnd: number): number {
  return ended === null ? turnEnd : Date.parse(ended);
}

interface Course {
  startedAt: number;
  endedAt: number;
  attempts: readonly FailedAttempt[];
  takeOvers: readonly TakeOver[];
}

/** Divides a span into its attempts and what lies between them. */
function listSegments({ startedAt, endedAt, attempts, takeOvers }: Course): Segment[] {
  const segments: Segment[] = [];
  let at = startedAt;
  const add = (kind: Segment['kind'], until: number, more: Partial<Segment> = {}): void => {
    const end = Math.min(endedAt, Math.max(at, until));
    if (end > at) segments.push({ kind, startedAt: at, endedAt: end, failure: null, takeOver: null, ...more });
    at = end;
  };
  for (const failure of attempts) {
    const ended = Date.parse(failure.ended_at);
    const takeOver =
      failure.cause === 'lost' ? (takeOvers.find(({ at: time }) => time === failure.ended_at) ?? null) : null;
    add('backoff', Date.parse(failure.started_at));
    add('failed', ended - (takeOver?.silent_ms ?? 0), { failure });
    add('silent', ended, { failure, takeOver });
    add('backoff', ended + (failure.retry_after_ms ?? 0), { failure });
  }
  add('run', endedAt);
  return segments;
}
