import { omitUndefined } from '@everruns/kernel';
import { parseEvent, type RecordedEvent } from '@everruns/schemas';
import { isTurnEnd } from '../events/turn-ends.ts';

/** A turn that has ended, with its events in order. */
export interface TurnRecord {
  org_id: string;
  session_id: string;
  turn_id: string;
  agent_id: string;
  agent_name: string;
  events: readonly RecordedEvent[];
}

type Attribute = string | number | boolean | string[];

/** The data of a span. Times are milliseconds since the epoch. */
export interface SpanPlan {
  name: string;
  kind: 'internal' | 'client';
  startMs: number;
  endMs: number;
  attributes: Record<string, Attribute>;
  isError: boolean;
}

/** The spans of a turn: the turn itself, and below it each generation and tool call. */
export interface TurnSpans {
  turn: SpanPlan;
  children: SpanPlan[];
}

type Recorded<Type extends RecordedEvent['type']> = Extract<RecordedEvent, { type: Type }>;

const msOf = ({ ts }: RecordedEvent): number => Date.parse(ts);

/**
 * The spans come from the log alone and are named by OpenTelemetry's semantic conventions for generative AI. Usage is on the generations
 * only, so that nothing is counted twice. Content is included only with `isContentRecorded`.
 */
export function toTurnSpans(record: TurnRecord, isContentRecorded: boolean): TurnSpans {
  const content = (attributes: Record<string, unknown>): Record<string, string> =>
    isContentRecorded
      ? Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, JSON.stringify(value) ?? '']))
      : {};
  const common = { 'gen_ai.conversation.id': record.session_id };
  const children = record.events.flatMap((event) => {
    if (event.type === 'llm.generation') return [toChat(event, { common, content, events: record.events })];
    if (event.type === 'tool.completed') return [toTool(event, { common, content, events: record.events })];
    return [];
  });
  return { turn: toTurn(record, { common, content }), children };
}

interface Shared {
  common: Record<string, Attribute>;
  content: (attributes: Record<string, unknown>) => Record<string, string>;
}

function toTurn({ events, ...record }: TurnRecord, { common, content }: Shared): SpanPlan {
  const first = events[0];
  const last = events.findLast(({ type }) => isTurnEnd(type)) ?? events.at(-1);
  const input = events.find((event) => event.type === 'input.message');
  const failure = last?.type === 'turn.failed' ? { 'error.type': last.data.error_code } : {};
  return {
    name: `invoke_agent ${record.agent_name}`,
    kind: 'internal',
    startMs: first === undefined ? 0 : msOf(first),
    endMs: last === undefined ? 0 : msOf(last),
    attributes: {
      ...common,
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.id': record.agent_id,
      'gen_ai.agent.name': record.agent_name,
      'everruns.organization.id': record.org_id,
      'everruns.turn.id': record.turn_id,
      'everruns.turn.status': last?.type.replace('turn.', '') ?? 'unknown',
      ...failure,
      ...(input === undefined ? {} : content({ 'gen_ai.input.messages': [input.data.message.content] })),
    },
    isError: last?.type === 'turn.failed',
  };
}

type SharedAmongEvents = Shared & Pick<TurnRecord, 'events'>;

/** Generations that were recorded together ran one after the other: a summary, then the answer. */
function endOfGeneration(event: Recorded<'llm.generation'>, events: TurnRecord['events']): number {
  const later = events.flatMap((other) =>
    other.type === 'llm.generation' && other.ts === event.ts && other.sequence > event.sequence ? [other] : [],
  );
  return later.reduce((ms, { data }) => ms - data.duration_ms, msOf(event));
}

function toChat(event: Recorded<'llm.generation'>, { common, content, events }: SharedAmongEvents): SpanPlan {
  const { data } = event;
  const { usage } = data;
  const endMs = endOfGeneration(event, events);
  return {
    name: `chat ${data.model}`,
    kind: 'client',
    startMs: endMs - data.duration_ms,
    endMs,
    attributes: {
      ...common,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': data.provider,
      'gen_ai.request.model': data.model,
      'gen_ai.response.finish_reasons': data.finish_reasons,
      'gen_ai.usage.input_tokens': usage.input_tokens,
      'gen_ai.usage.output_tokens': usage.output_tokens,
      'gen_ai.usage.cache_read.input_tokens': usage.cache_read_tokens,
      'gen_ai.usage.cache_creation.input_tokens': usage.cache_creation_tokens,
      ...omitUndefined({ 'gen_ai.response.id': data.response_id }),
      ...(data.error === undefined ? {} : { 'error.type': '_OTHER' }),
      ...content({ 'gen_ai.output.messages': [data.output] }),
    },
    isError: data.error !== undefined,
  };
}

function toTool(event: Recorded<'tool.completed'>, { common, content, events }: SharedAmongEvents): SpanPlan {
  const { data } = event;
  const started = events.find(
    (other) => other.type === 'tool.started' && other.data.tool_call.id === data.tool_call_id,
  );
  const given = started?.type === 'tool.started' ? started.data.tool_call.arguments : {};
  return {
    name: `execute_tool ${data.name}`,
    kind: 'internal',
    startMs: msOf(event) - data.duration_ms,
    endMs: msOf(event),
    attributes: {
      ...common,
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': data.name,
      'gen_ai.tool.call.id': data.tool_call_id,
      ...(data.success ? {} : { 'error.type': data.canceled === true ? 'canceled' : '_OTHER' }),
      ...content({ 'gen_ai.tool.call.arguments': given, 'gen_ai.tool.call.result': data.result }),
    },
    isError: !data.success,
  };
}

/** Parses a stored event. Throws if it is not a recorded event. */
export function parseRecorded(value: unknown): RecordedEvent {
  const event = parseEvent(value);
  if (!('sequence' in event) || event.sequence === undefined)
    throw new Error(`${event.type} is not an event of the log.`);
  return event as RecordedEvent;
}
