import { collectResponse, normalizeRequest, resolveCompat, type LlmMessage, type LlmRequest } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import type { Continuation } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../test/read-fixture.ts';
import { endStream, mapChunk, resumeStream, startStream, type StreamState } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

const ORIGIN = { provider_type: 'anthropic', model: 'claude-sonnet-4-5' } as const;
const SEARCH = { max_searches: 3, sites: ['a.example'] };
const QUIET = { onText: () => undefined, onThinking: () => undefined };

async function answer(chunks: WireChunk[]) {
  async function* stream() {
    let state = startStream(ORIGIN);
    for (const chunk of chunks) {
      const [next, events] = mapChunk(Object.freeze(state), chunk);
      state = next;
      yield* events;
    }
    if (chunks.at(-1)?.['type'] !== 'message_stop') yield* endStream(state, true);
  }
  const collected = await collectResponse(stream(), QUIET);
  if (collected.kind === 'error') throw new Error(collected.error.message);
  return collected.response;
}

function toWire(asked: Partial<LlmRequest>) {
  const request = llmRequest({ model: ORIGIN.model, tools: [], ...asked });
  const compat = resolveCompat(ORIGIN);
  return toWireRequest(normalizeRequest(request, compat).request, compat, ORIGIN.provider_type);
}

const answered = (texts: string[], continuation: Continuation | undefined): LlmMessage[] => [
  { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
  {
    role: 'assistant',
    text: texts.join('\n'),
    text_parts: texts,
    tool_calls: [],
    ...(continuation === undefined ? {} : { continuation }),
  },
  { role: 'user', content: [{ type: 'text', text: 'And?' }] },
];

describe('an answer for which Anthropic has searched', () => {
  it('is one text with the places of its citations, and counts its searches', async () => {
    const response = await answer(readFixture<WireChunk>('web-search'));
    expect(response.text_parts).toEqual(['Let me search.', 'It is said that durable is good.']);
    expect(response.citations).toEqual([
      undefined,
      [
        {
          type: 'url_citation',
          url: 'https://a.example/',
          start_index: 16,
          end_index: 31,
          title: 'A',
          cited_text: 'Durable is good.',
        },
      ],
    ]);
    expect(response.searches).toEqual([{ query: 'durable' }]);
    expect(response.usage.web_searches).toBe(1);
  });

  it('goes back as it came, so that the model reads what it found', async () => {
    const { text_parts: texts, continuation } = await answer(readFixture<WireChunk>('web-search'));
    const { messages } = toWire({ messages: answered(texts, continuation), web_search: SEARCH });
    expect(messages[1]?.content).toEqual([
      { type: 'text', text: 'Let me search.' },
      { type: 'server_tool_use', id: 'srvtoolu_01', name: 'web_search', input: { query: 'durable' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_01',
        content: [
          {
            type: 'web_search_result',
            title: 'A',
            url: 'https://a.example/',
            encrypted_content: 'EqgfCioIARgBIiQ3',
            page_age: null,
          },
        ],
      },
      { type: 'text', text: 'It is said that ' },
      {
        type: 'text',
        text: 'durable is good',
        citations: [
          {
            type: 'web_search_result_location',
            cited_text: 'Durable is good.',
            url: 'https://a.example/',
            title: 'A',
            encrypted_index: 'Eo8BCioIAhgB',
          },
        ],
      },
      { type: 'text', text: '.' },
    ]);
  });

  it('goes back as its text where the agent may no longer search, and to another model', async () => {
    const { text_parts: texts, continuation } = await answer(readFixture<WireChunk>('web-search'));
    const plain = texts.map((text) => ({ type: 'text', text }));
    const messages = answered(texts, continuation);
    expect(toWire({ messages }).messages[1]?.content).toEqual(plain);
    expect(toWire({ messages, web_search: SEARCH, model: 'claude-opus-4-5' }).messages[1]?.content).toEqual(plain);
  });

  it('that was cut before its result goes back without the search', async () => {
    const cut = readFixture<WireChunk>('web-search').slice(0, 8);
    const { text_parts: texts, continuation } = await answer([
      ...cut,
      { type: 'message_delta', delta: { stop_reason: 'max_tokens' } },
    ]);
    const { messages } = toWire({ messages: answered(texts, continuation), web_search: SEARCH });
    expect(messages[1]?.content).toEqual([{ type: 'text', text: 'Let me search.' }]);
  });

  it('tells why a search found nothing, which costs nothing', async () => {
    const failed = readFixture<WireChunk>('web-search').map((chunk): WireChunk => {
      if (chunk['index'] === 2 && chunk['type'] === 'content_block_start') {
        const content = { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' };
        return { ...chunk, content_block: { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_01', content } };
      }
      return chunk['type'] === 'message_delta' ? { ...chunk, usage: { output_tokens: 30 } } : chunk;
    });
    const { searches, usage } = await answer(failed);
    expect(searches).toEqual([{ query: 'durable', error: 'max_uses_exceeded' }]);
    expect(usage).not.toHaveProperty('web_searches');
  });
});

describe('an answer in whose middle Anthropic pauses', () => {
  const USE = { type: 'server_tool_use', id: 'srvtoolu_01', name: 'web_search', input: {} };
  const FOUND = {
    type: 'web_search_result',
    title: 'A',
    url: 'https://a.example/',
    encrypted_content: 'x',
    page_age: null,
  };
  const RESULT = { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_01', content: [FOUND] };
  const block = (index: number, content_block: object, delta?: object): WireChunk[] => [
    { type: 'content_block_start', index, content_block } as WireChunk,
    ...(delta === undefined ? [] : [{ type: 'content_block_delta', index, delta } as WireChunk]),
    { type: 'content_block_stop', index },
  ];
  const say = (index: number, text: string) => block(index, { type: 'text', text: '' }, { type: 'text_delta', text });
  const end = (stop_reason: string, usage: object): WireChunk[] => [
    { type: 'message_delta', delta: { stop_reason }, usage } as WireChunk,
    { type: 'message_stop' },
  ];
  const PAUSED = [
    { type: 'message_start', message: { id: 'msg_1', usage: { input_tokens: 10 } } },
    ...say(0, 'I look. '),
    ...block(1, USE, { type: 'input_json_delta', partial_json: '{"query":"durable"}' }),
    ...end('pause_turn', { output_tokens: 5 }),
  ];
  const REST = [
    { type: 'message_start', message: { id: 'msg_2', usage: { input_tokens: 30 } } },
    ...block(0, RESULT),
    ...say(1, 'It is '),
    ...say(2, 'good.'),
    ...end('end_turn', { output_tokens: 7, server_tool_use: { web_search_requests: 1 } }),
  ];

  function play(state: StreamState, chunks: readonly WireChunk[]): StreamState {
    return chunks.reduce((before, chunk) => mapChunk(Object.freeze(before), chunk)[0], state);
  }

  it('goes on with what was said so far, and is one answer with one usage', async () => {
    const paused = resumeStream(play(startStream(ORIGIN), PAUSED));
    expect(paused?.content).toEqual([
      { type: 'text', text: 'I look. ' },
      { ...USE, input: { query: 'durable' } },
    ]);
    const end = REST.at(-1);
    const before = play(paused?.state ?? startStream(ORIGIN), REST.slice(0, -1));
    const [, events] = mapChunk(before, end ?? {});
    expect(events.at(-1)).toMatchObject({
      type: 'finish',
      reason: 'stop',
      usage: { input_tokens: 40, output_tokens: 12, web_searches: 1 },
      searches: [{ query: 'durable' }],
      continuation: { items: [{ type: 'text' }, { id: 'srvtoolu_01' }, RESULT, { type: 'text', blocks: [{}, {}] }] },
    });
    expect(resumeStream(play(before, [end ?? {}]))).toBeNull();
  });

  it('does not go on where a tool of ours was called, which has no result yet', () => {
    const call = block(2, { type: 'tool_use', id: 'toolu_1', name: 'add', input: {} });
    expect(resumeStream(play(startStream(ORIGIN), [...PAUSED.slice(0, -2), ...call, ...PAUSED.slice(-2)]))).toBeNull();
  });
});

describe('a request to Anthropic that may search', () => {
  it('offers the search beside the tools, and the cache ends with the last of them', () => {
    const { tools } = llmRequest();
    expect(toWire({ tools, web_search: SEARCH }).tools).toMatchObject([
      { type: 'web_search_20250305', name: 'web_search', max_uses: 3, allowed_domains: ['a.example'] },
      { name: 'get_weather', cache_control: { type: 'ephemeral' } },
    ]);
    expect(toWire({ web_search: { max_searches: 1 } }).tools).toEqual([
      { type: 'web_search_20250305', name: 'web_search', max_uses: 1, cache_control: { type: 'ephemeral' } },
    ]);
    expect(toWire({ web_search: SEARCH, leave_out: ['web_search'] })).not.toHaveProperty('tools');
  });
});
