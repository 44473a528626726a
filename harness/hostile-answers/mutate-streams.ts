import type { JsonObject, JsonValue } from '@everruns/schemas';

export const FORMATS = ['openai_compatible', 'openai', 'anthropic'] as const;
export type WireFormat = (typeof FORMATS)[number];

/** Returns numbers in [0, 1), the same for the same seed (mulberry32, public domain). */
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

/** A valid stream with thinking, text, two calls and token counts. */
const VALID: Record<WireFormat, JsonObject[]> = {
  openai_compatible: [
    {
      id: 'c',
      model: 'm',
      choices: [{ index: 0, delta: { role: 'assistant', reasoning_content: 'Hm.' }, finish_reason: null }],
    },
    { id: 'c', choices: [{ index: 0, delta: { content: 'Let me — 👀 ' }, finish_reason: null }] },
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
    { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Let me look 👀.' },
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
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Let me look 👀.' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 'a', name: CALL.name, input: {} } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: CALL.arguments } },
    { type: 'content_block_stop', index: 2 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: USAGE },
    { type: 'message_stop' },
  ],
};

/** Tokens that JSON.stringify cannot produce; they are inserted into the text of the stream. */
const RAW = { '1e400': '@raw:1e400@', NaN: '@raw:NaN@', deep: `@raw:${'['.repeat(6_000)}${']'.repeat(6_000)}@` };

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
  JSON.parse('{"__proto__":{"text":"x","id":"y"},"constructor":{"prototype":{}}}') as JsonValue,
  RAW['1e400'],
  RAW.NaN,
  RAW.deep,
  'NaN',
  '\uDC00\uD800',
  '\uFEFFx\r\n\u2028\u001B[31m',
  'length',
  'error',
  'stop',
  'x'.repeat(5_000),
  [[[[[[[[]]]]]]]],
];

/** Returns one nearly valid stream, as the pieces in which a network delivers its body. */
export function mutateStream(format: WireFormat, random: () => number, sizeBytes = drawSize(random)): Uint8Array[] {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  let chunks = structuredClone(VALID[format]);
  if (sizeBytes > 0) growText(chunks, random, sizeBytes);
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change += 1) {
    const at = Math.floor(random() * chunks.length);
    const kind = random();
    if (kind < 0.1) chunks.splice(at, 1);
    else if (kind < 0.2) chunks.splice(at, 0, ...chunks.slice(at, at + 1));
    else if (kind < 0.27) chunks = [...chunks.slice(at), ...chunks.slice(0, at)];
    else if (kind < 0.32) chunks.splice(Math.floor(random() * chunks.length), 0, ...chunks.splice(at, 1));
    else if (kind < 0.36) chunks = chunks.slice(0, at);
    else changeField(chunks[at], random, pick);
  }
  const end = pick(['data: [DONE]\n\n', '', 'data: [DONE]\n\n', 'data: {"a":\n\n', ERROR_EVENT]) ?? '';
  return cutBody(new TextEncoder().encode(renderStream(format, chunks) + end), random);
}

const ERROR_EVENT = 'data: {"error":{"message":"No."}}\n\n';

/** Returns the body of a whole answer as its server would send it. */
export function validBody(format: WireFormat): Uint8Array {
  return new TextEncoder().encode(`${renderStream(format, VALID[format])}data: [DONE]\n\n`);
}

/** Returns server-sent events without the end marker. */
export function renderStream(format: WireFormat, chunks: readonly JsonObject[]): string {
  const name = (chunk: JsonObject): string => (format === 'openai_compatible' ? '' : `event: ${nameOf(chunk)}\n`);
  const text = chunks.map((chunk) => `${name(chunk)}data: ${JSON.stringify(chunk)}\n\n`).join('');
  return text.replaceAll(/"@raw:([^"@]*)@"/g, '$1');
}

/** Most streams are as small as real ones, some are up to 64 KB, and one in four thousand is up to 10 MB. */
function drawSize(random: () => number): number {
  const kind = random();
  if (kind < 0.00025) return Math.floor(random() * 10 * 1024 * 1024);
  return kind < 0.02 ? Math.floor(random() * 64 * 1024) : 0;
}

const TEXT_FIELDS = ['content', 'delta', 'text', 'thinking', 'reasoning_content', 'arguments', 'partial_json', 'name'];

/** Makes one of the texts longer. */
function growText(chunks: JsonObject[], random: () => number, sizeBytes: number): void {
  const places: { record: JsonObject; field: string }[] = [];
  const find = (value: JsonValue): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === 'object') find(inner);
      else if (TEXT_FIELDS.includes(field) && inner !== '') places.push({ record: value as JsonObject, field });
    }
  };
  for (const chunk of chunks) find(chunk);
  const place = places[Math.floor(random() * places.length)];
  if (place !== undefined) place.record[place.field] = 'ä x'.repeat(Math.ceil(sizeBytes / 4));
}

const SMALL_BYTES = 8 * 1024;

/** Cuts the body in two at any position, or one small body in twenty into single bytes. */
function cutBody(bytes: Uint8Array, random: () => number): Uint8Array[] {
  if (random() < 0.05 && bytes.length <= SMALL_BYTES) return [...bytes].map((byte) => Uint8Array.of(byte));
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
