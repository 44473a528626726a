import type { FailedAttempt, MessageState, StepState, ToolCallState, TurnState } from '@everruns/sdk';
import { durationOfCall } from '../duration-of-call.ts';
import { listSegments, type Segment } from './list-segments.ts';
import { nameOfWait } from './name-of-wait.ts';

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
  /** How long it worked, as the chat says it too: the time that a call waited before it began does not count. */
  durationMs: number;
  firstTokenAt: number | null;
  segments: readonly Segment[];
  attempts: readonly FailedAttempt[];
  message: MessageState | null;
  call: ToolCallState | null;
  /** For a wait: the calls that waited. */
  waiting: readonly ToolCallState[];
}

/** Lists the work of a turn in the order in which it began. */
export function listSpans(turn: TurnState, messages: readonly MessageState[], turnEnd: number): Span[] {
  const own = messages.filter(({ turn_id }) => turn_id === turn.id);
  const byId = new Map(own.map((message) => [message.id, message]));
  const calls = new Map(own.flatMap(({ tool_calls }) => tool_calls.map((call) => [call.id, call])));
  const known = { turn, byId, calls: [...calls.values()], turnEnd };
  return turn.steps.flatMap((step, index) => {
    if (step.kind === 'wait') return [waitSpan(step, index, known)];
    if (step.kind === 'reason') return [generationSpan(step, known)];
    return step.tool_call_ids.flatMap((id) => {
      const call = calls.get(id);
      return call === undefined ? [] : [toolSpan(call, step, known)];
    });
  });
}

type StepOf<Kind extends StepState['kind']> = Extract<StepState, { kind: Kind }>;

/** What is known of the turn whose spans are listed. */
interface Known {
  turn: TurnState;
  byId: ReadonlyMap<string, MessageState>;
  calls: readonly ToolCallState[];
  turnEnd: number;
}

const NOTHING = {
  isNested: false,
  hasFailed: false,
  firstTokenAt: null,
  attempts: [],
  message: null,
  call: null,
  waiting: [],
};

function waitSpan(step: StepOf<'wait'>, index: number, { calls, turnEnd }: Known): Span {
  const startedAt = Date.parse(step.started_at);
  const endedAt = endOf(step.ended_at, turnEnd);
  const waiting = calls.filter(({ waits = [] }) =>
    waits.some((wait) => Date.parse(wait.started_at) <= endedAt && endOf(wait.ended_at, turnEnd) >= startedAt),
  );
  return {
    ...NOTHING,
    key: `wait-${index}`,
    kind: 'wait',
    label: `Waits for ${nameWaiting(step, waiting)}`,
    isOpen: step.ended_at === null,
    startedAt,
    endedAt,
    durationMs: endedAt - startedAt,
    segments: [{ kind: 'wait', startedAt, endedAt, failure: null, takeOver: null, wait: null }],
    waiting,
  };
}

/** `an approval (delete_file), helper`. */
function nameWaiting({ waiting_for, wake_at }: StepOf<'wait'>, waiting: readonly ToolCallState[]): string {
  if (waiting_for.length === 0) return wake_at === null ? 'its time' : 'the time to try again';
  const agents = waiting.flatMap(({ subagent }) => (subagent === undefined ? [] : [subagent.agent]));
  const kinds = waiting_for.map((kind) => {
    if (kind === 'subagent' && agents.length > 0) return agents.join(', ');
    const names = waiting.filter(({ waits = [] }) => waits.some((wait) => wait.kind === kind)).map(({ name }) => name);
    return names.length === 0 ? nameOfWait(kind) : `${nameOfWait(kind)} (${names.join(', ')})`;
  });
  return [...new Set(kinds)].join(', ');
}

function generationSpan(step: StepOf<'reason'>, { turn, byId, turnEnd }: Known): Span {
  const attempts = turn.failed_attempts.filter(
    ({ kind, iteration }) => kind === 'reason' && iteration === step.iteration,
  );
  const message = (step.message_id === null ? undefined : byId.get(step.message_id)) ?? null;
  const startedAt = Date.parse(step.started_at);
  const endedAt = endOf(step.ended_at, turnEnd);
  const segments = listSegments({ startedAt, endedAt, attempts, takeOvers: turn.take_overs });
  const toFirstToken = message?.generation?.time_to_first_token_ms;
  return {
    ...NOTHING,
    key: `reason-${step.iteration}`,
    kind: 'generation',
    label: step.model,
    hasFailed: step.success === false,
    isOpen: step.ended_at === null,
    startedAt,
    endedAt,
    durationMs: endedAt - startedAt,
    firstTokenAt: toFirstToken === undefined ? null : (segments.at(-1)?.startedAt ?? startedAt) + toFirstToken,
    segments,
    attempts,
    message,
  };
}

function toolSpan(call: ToolCallState, step: StepOf<'act'>, { turn, turnEnd }: Known): Span {
  const attempts = turn.failed_attempts.filter(({ tool_call_id }) => tool_call_id === call.id);
  const waits = call.waits ?? [];
  const begun = Date.parse(call.started_at ?? step.started_at);
  const end = call.ended_at ?? step.ended_at;
  const endedAt = Math.max(begun, endOf(end, turnEnd));
  // The event of a call that follows another step at once has the time of that step's commit, so the duration says more.
  const measured = call.ended_at !== null && attempts.length === 0 ? (call.duration_ms ?? 0) : 0;
  const worksFrom = measured > 0 ? Math.max(begun, endedAt - measured) : begun;
  const [firstWait] = waits;
  const startedAt = firstWait === undefined ? worksFrom : Math.min(worksFrom, Date.parse(firstWait.started_at));
  return {
    ...NOTHING,
    key: call.id,
    kind: 'tool',
    label: call.name,
    isNested: true,
    hasFailed: call.state === 'failed' || call.state === 'unknown',
    isOpen: end === null,
    startedAt,
    endedAt,
    durationMs: durationOfCall(call) ?? endedAt - startedAt,
    segments: listSegments({ startedAt, endedAt, attempts, takeOvers: turn.take_overs, waits }),
    attempts,
    call,
  };
}

function endOf(ended: string | null, turnEnd: number): number {
  return ended === null ? turnEnd : Date.parse(ended);
}
