import type { EventData, EventType, Message, SessionEvent } from '@everruns/sdk';
import { formatCost, formatCount, formatDuration } from '../../../design/format.ts';

const MAX_TEXT = 200;

type Summaries = { readonly [Type in EventType]?: (data: EventData<Type>) => string };

const ended = ({ iterations, duration_ms }: EventData<'turn.completed'>): string =>
  `after ${formatDuration(duration_ms)}, ${iterations} ${iterations === 1 ? 'step' : 'steps'}`;

/** One line for each type of event whose data is not a line by itself. */
const SUMMARIES: Summaries = {
  'session.activated': () => 'a turn begins',
  'session.idled': ({ stop_reason }) => `nothing runs: ${stop_reason}`,
  'input.message': ({ message }) => textOf(message),
  'input.message.queued': ({ message }) => textOf(message),
  'input.message.updated': ({ message }) => textOf(message),
  'input.received': () => 'the turn has read its message',
  'turn.started': ({ agent_version }) => `version ${agent_version} of the agent`,
  'turn.completed': ended,
  'turn.failed': (data) => `${data.error_code} ${ended(data)}: ${data.error}`,
  'turn.canceled': (data) => `${data.reason} ${ended(data)}`,
  'turn.parked': ({ waiting_for, wake_at }) =>
    waiting_for.length > 0 ? `waits for ${waiting_for.join(', ')}` : `waits until ${wake_at ?? 'somebody acts'}`,
  'turn.resumed': () => 'what it waited for is there',
  'turn.taken_over': ({ silent_ms }) => `by another process after ${formatDuration(silent_ms)} of silence`,
  'attempt.failed': ({ kind, iteration, attempt, cause, http_status }) =>
    `${kind} ${iteration}, attempt ${attempt}: ${cause}${http_status === undefined ? '' : ` (${http_status})`}`,
  'reason.started': ({ iteration, model }) => `step ${iteration}: ${model}`,
  'reason.completed': ({ iteration, success, tool_call_count, error }) =>
    success
      ? `step ${iteration}: ${tool_call_count === 1 ? '1 call' : `${tool_call_count} calls`}`
      : `step ${iteration}: ${error ?? 'failed'}`,
  'reason.fallback': ({ from, to, cause }) => `${to.model} for ${from.model}: ${cause}`,
  'llm.generation': ({ model, usage, duration_ms }) =>
    `${model}: ${formatCount(usage.input_tokens)} tokens in, ${formatCount(usage.output_tokens)} out, ` +
    `${usage.cost_usd === undefined ? '' : `${formatCost(usage.cost_usd)}, `}${formatDuration(duration_ms)}`,
  'output.message.started': () => 'the answer begins',
  'output.message.completed': ({ message }) => textOf(message),
  'context.compacting': ({ tokens_before }) => `${formatCount(tokens_before)} tokens are too many`,
  'context.compacted': ({ tokens_before, tokens_after }) =>
    `${formatCount(tokens_before)} → ${formatCount(tokens_after)} tokens`,
  'act.started': ({ tool_calls }) => tool_calls.map(({ name }) => name).join(', '),
  'act.completed': ({ success_count, error_count }) => `${success_count} succeeded, ${error_count} failed`,
  'tool.started': ({ tool_call }) => `${tool_call.name} ${JSON.stringify(tool_call.arguments)}`,
  'tool.call_requested': ({ tool_calls }) => `for a client: ${tool_calls.map(({ name }) => name).join(', ')}`,
  'tool.completed': ({ name, success, result, duration_ms }) =>
    `${name} ${success ? 'succeeded' : 'failed'} after ${formatDuration(duration_ms)}: ${JSON.stringify(result.error ?? result.result ?? null)}`,
  'approval.requested': ({ kind, name }) => `${kind} of ${name}`,
  'approval.resolved': ({ kind, decision, by }) => `${kind}: ${decision}${by === undefined ? '' : ` by ${by}`}`,
  'subagent.spawned': ({ agent }) => agent,
  'subagent.failed': ({ error }) => error,
  'file.written': ({ path, size_bytes }) => `${path}, ${size_bytes} bytes`,
  'file.deleted': ({ path }) => path,
  'feedback.given': ({ rating, comment }) =>
    [rating, ...(comment === undefined ? [] : [comment.replaceAll(/\s+/g, ' ')])].join(': '),
};

/** What an event says, in one line. Its data as JSON for a type without a line of its own. */
export function summarizeEvent({ type, data }: SessionEvent): string {
  // Each summary takes the data of its own type.
  const summarize = SUMMARIES[type] as ((given: SessionEvent['data']) => string) | undefined;
  return (summarize === undefined ? JSON.stringify(data) : summarize(data)).slice(0, MAX_TEXT);
}

function textOf({ content }: Pick<Message, 'content'>): string {
  return content
    .map((part) => {
      if (part.type === 'text') return part.text;
      return part.type === 'tool_call' ? `→ ${part.name}` : `[${part.type}]`;
    })
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

const BAD = new Set<EventType>(['turn.failed', 'attempt.failed', 'subagent.failed']);
const NOTABLE = new Set<EventType>([
  'turn.parked',
  'turn.resumed',
  'turn.taken_over',
  'reason.fallback',
  'context.compacted',
  'approval.requested',
  'turn.canceled',
]);

/** Whether the event tells that something failed, or that the turn left its usual way. */
export function toneOf({ type, data }: SessionEvent): 'danger' | 'live' | 'plain' {
  const hasFailed = BAD.has(type) || ('success' in data && !data.success);
  if (hasFailed) return 'danger';
  return NOTABLE.has(type) ? 'live' : 'plain';
}
