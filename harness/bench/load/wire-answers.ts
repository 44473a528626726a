/** The wire formats that the model of the `turn-fresh` and `turn-wire` rows speaks. */
export const WIRE_FORMATS = ['chat', 'responses', 'anthropic'] as const;
export type WireFormat = (typeof WIRE_FORMATS)[number];

export const WIRE_PATHS: Readonly<Record<WireFormat, string>> = {
  chat: '/v1/chat/completions',
  responses: '/v1/responses',
  anthropic: '/v1/messages',
};

/** The number of text chunks in an answer, which is that of a short answer of a real model. */
const CHUNKS = 20;
const WORDS = Array.from({ length: CHUNKS }, (_, index) => `word${index} `);
const CALL = { id: 'call_AbCdEf123', name: 'add', arguments: '{"a":1,"b":2}' };

/** The bodies of the two answers of a turn with one tool call, which are made once. */
export interface WireAnswers {
  call: Buffer;
  text: Buffer;
}

export function makeWireAnswers(format: WireFormat): WireAnswers {
  const { call, text } = MAKERS[format];
  return { call: Buffer.from(call()), text: Buffer.from(text()) };
}

const MAKERS: Record<WireFormat, { call: () => string; text: () => string }> = {
  chat: { call: chatCall, text: chatText },
  responses: { call: responsesCall, text: responsesText },
  anthropic: { call: anthropicCall, text: anthropicText },
};

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { type: string }): string => `event: ${value.type}\n${data(value)}`;

function chatChunk(delta: object, finish: string | null = null, usage: object | null = null): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model: 'bench', choices };
  return data({ ...chunk, system_fingerprint: 'fp_1', ...(usage === null ? {} : { usage }) });
}

const CHAT_USAGE = { prompt_tokens: 60, completion_tokens: 22, total_tokens: 82 };

function chatCall(): string {
  const begun = { index: 0, id: CALL.id, type: 'function', function: { name: CALL.name, arguments: '' } };
  const rest = { index: 0, function: { arguments: CALL.arguments } };
  return [
    chatChunk({ role: 'assistant', content: null, tool_calls: [begun] }),
    chatChunk({ tool_calls: [rest] }),
    chatChunk({}, 'tool_calls', CHAT_USAGE),
    'data: [DONE]\n\n',
  ].join('');
}

function chatText(): string {
  const words = WORDS.map((content) => chatChunk({ content }));
  const start = chatChunk({ role: 'assistant', content: '' });
  return [start, ...words, chatChunk({}, 'stop', CHAT_USAGE), 'data: [DONE]\n\n'].join('');
}

const RESPONSE = { id: 'resp_1', object: 'response', created_at: 1_760_000_000, model: 'bench', output: [] };
const RESPONSES_USAGE = {
  input_tokens: 60,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 22,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 82,
};

const number = (event: { type: string }, index: number) => ({ ...event, sequence_number: index });

function playResponse(events: readonly { type: string }[], output: readonly object[]): string {
  const all = [
    { type: 'response.created', response: { ...RESPONSE, status: 'in_progress' } },
    { type: 'response.in_progress', response: { ...RESPONSE, status: 'in_progress' } },
    ...events,
    { type: 'response.completed', response: { ...RESPONSE, status: 'completed', output, usage: RESPONSES_USAGE } },
  ];
  return all.map((event, index) => named(number(event, index))).join('');
}

function responsesCall(): string {
  const base = { id: 'fc_1', type: 'function_call', call_id: CALL.id, name: CALL.name };
  const done = { ...base, arguments: CALL.arguments, status: 'completed' };
  const at = { item_id: 'fc_1', output_index: 0 };
  const events = [
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...base, arguments: '', status: 'in_progress' },
    },
    { type: 'response.function_call_arguments.delta', ...at, delta: CALL.arguments },
    { type: 'response.function_call_arguments.done', ...at, arguments: CALL.arguments },
    { type: 'response.output_item.done', output_index: 0, item: done },
  ];
  return playResponse(events, [done]);
}

function responsesText(): string {
  const text = WORDS.join('');
  const part = { type: 'output_text', text, annotations: [] };
  const item = { id: 'msg_1', type: 'message', role: 'assistant' };
  const done = { ...item, status: 'completed', content: [part] };
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const events = [
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...WORDS.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item: done },
  ];
  return playResponse(events, [done]);
}

function playAnthropic(block: object, deltas: readonly object[], reason: string): string {
  const usage = { input_tokens: 60, output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'bench', content: [], usage };
  return [
    { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } },
    { type: 'content_block_start', index: 0, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 22 } },
    { type: 'message_stop' },
  ]
    .map(named)
    .join('');
}

function anthropicCall(): string {
  const block = { type: 'tool_use', id: 'toolu_1', name: CALL.name, input: {} };
  return playAnthropic(block, [{ type: 'input_json_delta', partial_json: CALL.arguments }], 'tool_use');
}

function anthropicText(): string {
  const deltas = WORDS.map((text) => ({ type: 'text_delta', text }));
  return playAnthropic({ type: 'text', text: '' }, deltas, 'end_turn');
}
