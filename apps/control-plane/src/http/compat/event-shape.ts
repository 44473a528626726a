import { z } from 'zod';
import { type Fields, toFields, withoutUndefined } from './fields.ts';

/** An event as our log and streams write it. */
const OurEvent = z.looseObject({ type: z.string(), context: z.looseObject({}).optional(), data: z.looseObject({}) });

/** The fields that the original's events add to ours or write differently, by type. */
const SHAPES: Readonly<Record<string, (data: Fields, context: Fields) => Fields>> = {
  'turn.started': (_data, { input_message_id }) => ({ input_message_id }),
  'session.activated': (_data, { input_message_id }) => ({ input_message_id }),
  'session.idled': (_data, { turn_id }) => ({ turn_id }),
  'act.completed': () => ({ completed: true }),
  'llm.generation': toGeneration,
  'tool.completed': toToolCompleted,
  'file.written': () => ({ operation: 'write' }),
  'output.message.started': (_data, { turn_id }) => ({ turn_id }),
  'output.message.delta': (_data, { turn_id }) => ({ turn_id }),
  'reason.thinking.delta': (_data, { turn_id }) => ({ turn_id }),
  'tool.output.delta': () => ({ stream: 'stdout' }),
};

/** Converts our event to the original's format, once for each name. Durations become whole numbers, as the original has them. */
export function translateEvent(given: unknown, names: readonly string[], more: Fields = {}): Fields[] {
  const event = OurEvent.parse(given);
  const { type, context = {}, data } = event;
  const shape = SHAPES[type]?.(data, context) ?? {};
  const translated = withWholeDurations({ ...data, ...withoutUndefined(shape), ...more });
  return names.map((name) => ({ ...event, type: name, context, data: translated }));
}

function toToolCompleted(data: Fields): Fields {
  const { name, success, canceled } = data;
  const { result, error } = toFields(data['result']);
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return {
    tool_name: name,
    status: success === true ? 'success' : canceled === true ? 'cancelled' : 'error',
    result: result === undefined ? [] : [{ type: 'text', text }],
    error,
  };
}

function toGeneration(data: Fields): Fields {
  const parts = z.array(z.looseObject({ type: z.string() })).safeParse(data['output']).data ?? [];
  const text = parts
    .flatMap((part) => (part.type === 'text' && typeof part['text'] === 'string' ? [part['text']] : []))
    .join('');
  const tools = z.array(z.string()).safeParse(toFields(data['request'])['tools']).data ?? [];
  const { model, provider, usage, duration_ms, time_to_first_token_ms, error, finish_reasons, response_id } = data;
  const about = { model, provider, usage, duration_ms, time_to_first_token_ms, error, finish_reasons, response_id };
  return {
    messages: [],
    tools: tools.map((name) => ({ name, description: '' })),
    output: { text, tool_calls: parts.filter(({ type }) => type === 'tool_call').map(toToolCall) },
    metadata: withWholeDurations({ ...withoutUndefined(about), success: error === undefined }),
  };
}

function toToolCall({ id, name, arguments: given }: Fields): Fields {
  return { id, name, arguments: given };
}

/** The original's clients read durations as whole milliseconds and refuse fractions. */
function withWholeDurations(data: Fields): Fields {
  const entries = Object.entries(data).map(([name, value]): [string, unknown] =>
    name.endsWith('_ms') && typeof value === 'number' ? [name, Math.round(value)] : [name, value],
  );
  return Object.fromEntries(entries);
}
