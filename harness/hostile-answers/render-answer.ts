import type { JsonObject, JsonValue } from '@everruns/schemas';
import { renderStream, type WireFormat } from './mutate-streams.ts';

/** An answer in terms that all formats share. Every part may be as odd as a test needs. */
export interface WireAnswer {
  text?: string;
  thinking?: string;
  /** `arguments` is the text on the wire. */
  calls?: { name: string; arguments: string; id?: JsonValue }[];
  /** The finish reason in the format's terms, by default derived from the content. Null omits it. */
  finish?: JsonValue;
  id?: JsonValue;
  usage?: JsonValue;
}

const WORDS: Record<WireFormat, { text: string; calls: string; length: string }> = {
  openai_compatible: { text: 'stop', calls: 'tool_calls', length: 'length' },
  openai: { text: 'completed', calls: 'completed', length: 'max_output_tokens' },
  anthropic: { text: 'end_turn', calls: 'tool_use', length: 'max_tokens' },
};

/** Returns the body of an answer. A `finish` of `length` becomes the format's word for the token limit. */
export function renderAnswer(format: WireFormat, answer: WireAnswer): string {
  const words = WORDS[format];
  const finish = answer.finish === 'length' ? words.length : answer.finish;
  const word = finish === undefined ? ((answer.calls ?? []).length > 0 ? words.calls : words.text) : finish;
  const body = renderStream(format, CHUNKS[format]({ ...answer, finish: word }));
  return `${body}${format === 'openai_compatible' ? 'data: [DONE]\n\n' : ''}`;
}

const CHUNKS: Record<WireFormat, (answer: WireAnswer & { finish: JsonValue }) => JsonObject[]> = {
  openai_compatible: ({ text, thinking, calls = [], finish, id = 'c', usage }) => {
    const chunk = (delta: JsonObject, reason: JsonValue = null): JsonObject => ({
      id,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
    return [
      ...(thinking === undefined ? [] : [chunk({ reasoning_content: thinking })]),
      ...(text === undefined ? [] : [chunk({ role: 'assistant', content: text })]),
      ...calls.map((call, index) =>
        chunk({
          tool_calls: [
            {
              index,
              id: call.id ?? `call_${index}`,
              type: 'function',
              function: { name: call.name, arguments: call.arguments },
            },
          ],
        }),
      ),
      chunk({}, finish),
      ...(usage === undefined ? [] : [{ id, choices: [], usage }]),
    ];
  },
  openai: ({ text, thinking, calls = [], finish, id = 'r', usage = null }) => {
    const isCut = finish === 'max_output_tokens';
    const done = calls.map((call, index): JsonObject => ({
      type: 'response.output_item.done',
      output_index: index + 1,
      item: {
        type: 'function_call',
        id: `fc_${index}`,
        call_id: call.id ?? `call_${index}`,
        name: call.name,
        arguments: call.arguments,
      },
    }));
    return [
      { type: 'response.created', response: { id, model: 'm' } },
      ...(thinking === undefined
        ? []
        : [
            {
              type: 'response.reasoning_summary_text.delta',
              output_index: 0,
              item_id: 'rs_0',
              summary_index: 0,
              delta: thinking,
            },
          ]),
      ...(text === undefined
        ? []
        : [{ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: text }]),
      ...done,
      {
        type: isCut ? 'response.incomplete' : 'response.completed',
        response: {
          id,
          status: isCut ? 'incomplete' : finish,
          incomplete_details: isCut ? { reason: finish } : null,
          output: [],
          usage,
        },
      },
    ];
  },
  anthropic: ({ text, thinking, calls = [], finish, id = 'm', usage = { output_tokens: 1 } }) => {
    const blocks: { block: JsonObject; deltas: JsonObject[] }[] = [
      ...(thinking === undefined
        ? []
        : [
            {
              block: { type: 'thinking', thinking: '', signature: '' },
              deltas: [{ type: 'thinking_delta', thinking }],
            },
          ]),
      ...(text === undefined ? [] : [{ block: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text }] }]),
      ...calls.map((call, index) => ({
        block: { type: 'tool_use', id: call.id ?? `toolu_${index}`, name: call.name, input: {} },
        deltas: [{ type: 'input_json_delta', partial_json: call.arguments }],
      })),
    ];
    return [
      { type: 'message_start', message: { id, model: 'm', usage } },
      ...blocks.flatMap(({ block, deltas }, index): JsonObject[] => [
        { type: 'content_block_start', index, content_block: block },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta: { stop_reason: finish }, usage },
      { type: 'message_stop' },
    ];
  },
};
