import { collectResponse, type CollectResult, type LlmResponse } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { createAnthropicDriver } from '../src/index.ts';
import { toSse } from './render-messages.ts';

type Chunk = JsonObject & { type: string };

async function playBody(body: string, contentType = 'text/event-stream'): Promise<CollectResult> {
  const driver = createAnthropicDriver({
    provider_type: 'anthropic',
    base_url: 'http://model.example',
    api_key: 'sk-ant-0123456789',
    fetch: async () => new Response(body, { headers: { 'content-type': contentType } }),
  });
  const silent = { onText: () => undefined, onThinking: () => undefined };
  return collectResponse(driver.stream(llmRequest(), { signal: new AbortController().signal }), silent);
}

async function play(...played: Parameters<typeof playBody>): Promise<LlmResponse> {
  const result = await playBody(...played);
  if (result.kind === 'error') throw new Error(`${result.error.class}: ${result.error.message}`);
  return result.response;
}

const START: Chunk = { type: 'message_start', message: { id: 'msg_1', model: 'm', usage: { input_tokens: 10 } } };
const open = (block: JsonObject, index: JsonValue = 0): Chunk => ({
  type: 'content_block_start',
  index,
  content_block: block,
});
const delta = (fields: JsonObject, index: JsonValue = 0): Chunk => ({
  type: 'content_block_delta',
  index,
  delta: fields,
});
const say = (text: JsonValue, index: JsonValue = 0): Chunk => delta({ type: 'text_delta', text }, index);
const write = (json: JsonValue, index: JsonValue = 0): Chunk =>
  delta({ type: 'input_json_delta', partial_json: json }, index);
const close = (index: JsonValue = 0): Chunk => ({ type: 'content_block_stop', index });
const end = (reason: JsonValue, usage: JsonValue = { output_tokens: 5 }): Chunk => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage,
});
const STOP: Chunk = { type: 'message_stop' };
const TEXT = { type: 'text', text: '' };
const tool = (input: JsonValue = {}, id = 'toolu_a'): JsonObject => ({
  type: 'tool_use',
  id,
  name: 'get_weather',
  input,
});
const PARIS = { city: 'Paris' };
const ARGS = JSON.stringify(PARIS);

describe('answers of servers that follow the Messages API', () => {
  it.each<[string, Chunk[], string[]]>([
    ['deltas', [open(TEXT), say('Hel'), say('lo'), close()], ['Hello']],
    ['the start of its block', [open({ type: 'text', text: 'Hello' }), close()], ['Hello']],
    ['both', [open({ type: 'text', text: 'Hel' }), say('lo'), close()], ['Hello']],
    ['a block that never opened', [say('Hel'), say('lo'), close()], ['Hello']],
    ['a block that never closes', [open(TEXT), say('Hello')], ['Hello']],
    [
      'a block that the next one closes',
      [open(TEXT), say('One'), open(TEXT, 1), say('Two', 1), close(1)],
      ['One', 'Two'],
    ],
    [
      'blocks that are all numbered 0',
      [open(TEXT), say('One'), close(), open(TEXT), say('Two'), close()],
      ['One', 'Two'],
    ],
    [
      'blocks without places',
      [open(TEXT, null), say('One', null), close(null), open(TEXT, null), say('Two', null)],
      ['One', 'Two'],
    ],
    ['blocks in turn', [open(TEXT), open(TEXT, 1), say('One'), say('Two', 1), close(), close(1)], ['One', 'Two']],
    [
      'anything else between',
      [open(TEXT), say(7), delta({ type: 'citations_delta', citation: {} }), { type: 'ping' }, say('Hello'), close()],
      ['Hello'],
    ],
  ])('in %s', async (_name, chunks, parts) => {
    expect((await play(toSse([START, ...chunks, end('end_turn'), STOP]))).text_parts).toEqual(parts);
  });

  it.each<[string, Chunk[]]>([
    ['in pieces', [open(tool()), write('{"city"'), write(':"Paris"}'), close()]],
    ['in the start of their block', [open(tool(PARIS)), close()]],
    ['in the start of their block, as text', [open(tool(ARGS)), close()]],
    ['in the start of their block and in pieces', [open(tool(PARIS)), write(ARGS), close()]],
    ['{} first', [open(tool()), write('{}'), write(ARGS), close()]],
    ['all so far in each delta', [open(tool()), write('{"ci'), write('{"city":"P'), write(ARGS), close()]],
    ['twice the same', [open(tool()), write(ARGS), write(ARGS), close()]],
    ['as an object', [open(tool()), write(PARIS), close()]],
    ['encoded twice', [open(tool()), write(JSON.stringify(ARGS)), close()]],
    ['in a block that never closes', [open(tool()), write(ARGS)]],
  ])('make a call once whose arguments come %s', async (_name, chunks) => {
    const { tool_calls: calls } = await play(toSse([START, ...chunks, end('tool_use'), STOP]));
    expect(calls).toEqual([{ name: 'get_weather', arguments: PARIS, provider_call_id: 'toolu_a' }]);
  });

  it('make calls in turn, and without arguments', async () => {
    const chunks = [
      open(tool(), 0),
      open(tool({}, 'toolu_b'), 1),
      write('{"city"', 0),
      write(ARGS, 1),
      write(':"Paris"}', 0),
    ];
    const both = await play(toSse([START, ...chunks, close(0), close(1), end('tool_use'), STOP]));
    expect(both.tool_calls.map((call) => call.arguments)).toEqual([PARIS, PARIS]);
    expect((await play(toSse([START, open(tool()), close(), end('tool_use'), STOP]))).tool_calls).toMatchObject([
      { arguments: {} },
    ]);
  });

  it('in one document, though a stream was asked for', async () => {
    const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'sig' };
    const usage = { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 7 };
    const document = {
      type: 'message',
      id: 'msg_1',
      stop_reason: 'tool_use',
      usage,
      content: [thinking, { type: 'text', text: 'Hi' }, tool(PARIS)],
    };
    expect(await play(JSON.stringify(document), 'application/json')).toMatchObject({
      thinking: 'Hm.',
      text_parts: ['Hi'],
      tool_calls: [{ name: 'get_weather', arguments: PARIS }],
      finish_reason: 'tool_calls',
      usage: { input_tokens: 10, output_tokens: 2, cache_read_tokens: 7 },
      response_id: 'msg_1',
      continuation: { items: [thinking, { type: 'text', parts: 1 }, { type: 'tool_use' }] },
    });
  });

  it('are read without the names of their events, and without their types', async () => {
    const chunks = [START, open(TEXT), say('Hi'), close(), end('end_turn'), STOP];
    const nameless = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    const typeless = chunks.map(({ type, ...chunk }) => `event: ${type}\ndata: ${JSON.stringify(chunk)}\n\n`).join('');
    expect([(await play(nameless)).text_parts, (await play(typeless)).text_parts]).toEqual([['Hi'], ['Hi']]);
  });

  const hi = [START, open(TEXT), say('Hi'), close()];
  it.each<[JsonValue, JsonValue, JsonObject]>([
    [{ input_tokens: 10 }, { output_tokens: 5 }, { input_tokens: 10, output_tokens: 5 }],
    [{ input_tokens: 100 }, { input_tokens: 0, output_tokens: 5 }, { input_tokens: 100, output_tokens: 5 }],
    [{ input_tokens: 0 }, { input_tokens: 100, output_tokens: 5 }, { input_tokens: 100, output_tokens: 5 }],
    [{ input_tokens: 2, cache_read_input_tokens: 8 }, { output_tokens: 5 }, { input_tokens: 10, cache_read_tokens: 8 }],
    [{ input_tokens: 12.5 }, { output_tokens: 5 }, { input_tokens: 0, not_reported: ['input_tokens'] }],
    [{ input_tokens: -1 }, { output_tokens: '5' }, { output_tokens: 5, not_reported: ['input_tokens'] }],
    [{ input_tokens: 1e25 }, { output_tokens: {} }, { not_reported: ['input_tokens', 'output_tokens'] }],
    ['many', null, { not_reported: ['input_tokens', 'output_tokens'] }],
    [{ input_tokens: 1, cache_read_input_tokens: -5 }, { output_tokens: 5 }, { input_tokens: 1, cache_read_tokens: 0 }],
  ])('count %j and %j', async (first, last, usage) => {
    const start: Chunk = { type: 'message_start', message: { id: 'msg_1', usage: first } };
    expect((await play(toSse([start, ...hi.slice(1), end('end_turn', last), STOP]))).usage).toMatchObject(usage);
  });

  it.each([
    ['no message_stop after the reason', toSse([...hi, end('end_turn')])],
    ['[DONE] for an end', `${toSse(hi)}data: [DONE]\n\n`],
    ['a reason that nobody knows', toSse([...hi, end('because'), STOP])],
    ['a reason of another type', toSse([...hi, end(7), STOP])],
  ])('are whole with %s', async (_name, body) => {
    expect((await play(body)).text_parts).toEqual(['Hi']);
  });

  it.each([
    ['stream_broken', 'only closed the connection', toSse([START, open(TEXT), say('Hel')])],
    [
      'overloaded',
      'was overloaded',
      `${toSse(hi)}event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"No."}}\n\n`,
    ],
    ['overloaded', 'says so without a name', `${toSse(hi)}data: {"error":{"type":"api_error","message":"No."}}\n\n`],
    ['empty_answer', 'said nothing', toSse([START, end('end_turn'), STOP])],
    [
      'empty_answer',
      'only thought',
      toSse([START, open({ type: 'thinking', thinking: 'Hm.' }), close(), end('end_turn'), STOP]),
    ],
  ])('are %s where the server %s', async (errorClass, _name, body) => {
    expect(await playBody(body)).toMatchObject({ kind: 'error', error: { class: errorClass } });
  });

  it.each(['max_tokens', 'model_context_window_exceeded', 'length'])(
    'that reach their limit in a call (%s) do not make it',
    async (word) => {
      for (const text of ['', '{', '{"city": "Par', ARGS]) {
        const { tool_calls: calls } = await play(toSse([START, open(tool()), write(text), close(), end(word), STOP]));
        expect(calls).toMatchObject([{ arguments: {}, arguments_error: expect.stringContaining('token limit') }]);
      }
    },
  );
});
