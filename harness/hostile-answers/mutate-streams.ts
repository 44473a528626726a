import type { JsonObject, JsonValue } from '@everruns/schemas';

export type WireFormat = 'openai_compatible' | 'openai' | 'anthropic';

/** In [0, 1), the same for the same seed (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CALL = { name: 'get_weather', arguments: '{"city":"Paris"}' };
const USAGE = { prompt_tokens: 10, completion_tokens: 5, input_tokens: 10, output_tokens: 5, total_tokens: 15 };

/** A valid stream with thinking, text, two calls and counts. */
const VALID: Record<WireFormat, JsonObject[]> = {
  openai_compatible: [
    {
      id: 'c',
      model: 'm',
      choices: [{ index: 0, delta: { role: 'assistant', reasoning_content: 'Hm.' }, finish_reason: null }],
    },
    { id: 'c', choices: [{ index: 0, delta: { content: 'Let me ' }, finish_reason: null }] },
    {
      id: 'c',
      choices: [
        { index: 0, delta: { tool_calls: [{ index: 0, id: 'a', function: { name: CALL.name, arguments: '' } }] } },
      ],
    },
    {
      id: 'c',
      choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: CALL.arguments } }] } }],
    },
    { id: 'c', choices: [{ index: 0, delta: { tool_calls: [{ index: 1, id: 'b', function: CALL }] } }] },
    { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
    { id: 'c', choices: [], usage: USAGE },
  ],
  openai: [
    { type: 'response.created', response: { id: 'r', model: 'm' } },
    { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Hm.' },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { type: 'reasoning', id: 'rs', encrypted_content: 'gAAA', summary: [] },
    },
    { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Let me look.' },
    { type: 'response.output_item.done', output_index: 1, item: { type: 'message', phase: 'commentary', content: [] } },
    {
      type: 'response.output_item.added',
      output_index: 2,
      item: { type: 'function_call', call_id: 'a', name: CALL.name, arguments: '' },
    },
    { type: 'response.function_call_arguments.delta', output_index: 2, delta: CALL.arguments },
    { type: 'response.output_item.done', output_index: 2, item: { type: 'function_call', call_id: 'a', ...CALL } },
    { type: 'response.completed', response: { id: 'r', status: 'completed', usage: USAGE, output: [] } },
  ],
  anthropic: [
    { type: 'message_start', message: { id: 'm', model: 'm', usage: USAGE } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'sig' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Let me look.' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 'a', name: CALL.name, input: {} } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: CALL.arguments } },
    { type: 'content_block_stop', index: 2 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: USAGE },
    { type: 'message_stop' },
  ],
};

const OTHERS: JsonValue[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e25,
  2 ** 53,
  '',
  'x',
  'a\u0000b',
  '\uD800',
  '{',
  '{}',
  '"',
  '[1]',
  [],
  [null],
  {},
  { text: 'x' },
  { __proto__x: 1 },
  'length',
  'error',
  'stop',
  'x'.repeat(5_000),
  [[[[[[[[]]]]]]]],
];

/** One stream that is nearly valid, as the bytes of a body. */
export function mutateStream(format: WireFormat, random: () => number): Uint8Array[] {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  let chunks = structuredClone(VALID[format]);
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change += 1) {
    const at = Math.floor(random() * chunks.length);
    const kind = random();
    if (kind < 0.1) chunks.splice(at, 1);
    else if (kind < 0.2) chunks.splice(at, 0, ...chunks.slice(at, at + 1));
    else if (kind < 0.3) chunks = [...chunks.slice(at), ...chunks.slice(0, at)];
    else if (kind < 0.35) chunks = chunks.slice(0, at);
    else changeField(chunks[at], random, pick);
  }
  const end =
    pick(['data: [DONE]\n\n', '', 'data: [DONE]\n\n', 'data: {"a":\n\n', 'data: {"error":{"message":"No."}}\n\n']) ??
    '';
  const text =
    chunks
      .map(
        (chunk) =>
          `${format === 'openai_compatible' ? '' : `event: ${nameOf(chunk)}\n`}data: ${JSON.stringify(chunk)}\n\n`,
      )
      .join('') + end;
  const bytes = new TextEncoder().encode(text);
  const cut = Math.floor(random() * bytes.length);
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}

function nameOf({ type }: JsonObject): string {
  return typeof type === 'string' ? type : 'message';
}

/** Removes, replaces or renames one field, at any depth. */
function changeField(
  chunk: JsonObject | undefined,
  random: () => number,
  pick: <Item>(items: readonly Item[]) => Item | undefined,
): void {
  let place: JsonObject | JsonValue[] | undefined = chunk;
  while (place !== undefined) {
    const key: string | undefined = pick(Object.keys(place));
    if (key === undefined) return;
    const record = place as JsonObject;
    const inner: JsonValue | undefined = record[key];
    if (typeof inner === 'object' && inner !== null && random() < 0.75) {
      place = inner;
      continue;
    }
    if (random() < 0.25) delete record[key];
    else if (random() < 0.1) record[`${key}s`] = inner ?? null;
    else record[key] = structuredClone(pick(OTHERS)) ?? null;
    return;
  }
}
