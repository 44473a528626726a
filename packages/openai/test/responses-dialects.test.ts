import type { JsonObject, JsonValue } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { playAnswer, playBody } from './play-body.ts';

type Chunk = JsonObject & { type: string };

const sse = (...chunks: Chunk[]): string =>
  chunks.map((chunk) => `event: ${chunk.type}\ndata: ${JSON.stringify(chunk)}\n\n`).join('');
const play = (body: string, contentType?: string) => playAnswer('openai', body, contentType);
const CREATED: Chunk = { type: 'response.created', response: { id: 'resp_1', model: 'm' } };
const completed = (response: JsonObject = {}): Chunk => ({
  type: 'response.completed',
  response: { id: 'resp_1', status: 'completed', ...response },
});
const delta = (text: JsonValue, fields: JsonObject = { output_index: 0, content_index: 0 }): Chunk => ({
  type: 'response.output_text.delta',
  delta: text,
  ...fields,
});
const item = (fields: JsonObject, outputIndex: JsonValue = 0): Chunk => ({
  type: 'response.output_item.done',
  output_index: outputIndex,
  item: fields,
});
const ARGS = '{"city":"Paris"}';
const call = (args: JsonValue = ARGS, id = 'call_a'): JsonObject => ({
  type: 'function_call',
  name: 'get_weather',
  call_id: id,
  arguments: args,
});
const message = (text: string): JsonObject => ({ type: 'message', content: [{ type: 'output_text', text }] });

describe('answers of servers that follow the Responses API', () => {
  it.each<[string, Chunk[], string[]]>([
    ['deltas', [CREATED, delta('Hel'), delta('lo'), completed()], ['Hello']],
    [
      'deltas and the whole text after them',
      [
        delta('Hello'),
        { ...delta(''), type: 'response.output_text.done', text: 'Hello' },
        item(message('Hello')),
        completed({ output: [message('Hello')] }),
      ],
      ['Hello'],
    ],
    [
      'the whole text alone',
      [{ type: 'response.output_text.done', output_index: 0, text: 'Hello' }, completed()],
      ['Hello'],
    ],
    ['the whole message alone', [item(message('Hello')), completed()], ['Hello']],
    ['the last chunk alone', [completed({ output: [message('Hello')] })], ['Hello']],
    ['deltas without places', [delta('Hel', {}), delta('lo', {}), completed()], ['Hello']],
    ['two parts', [delta('One'), delta('Two', { output_index: 0, content_index: 1 }), completed()], ['One', 'Two']],
    [
      'anything else between',
      [delta(7), delta(null), { type: 'response.what' }, delta('Hello'), completed()],
      ['Hello'],
    ],
    ['response.done', [delta('Hello'), { type: 'response.done', response: { status: 'completed' } }], ['Hello']],
  ])('in %s', async (_name, chunks, parts) => {
    expect((await play(sse(...chunks))).text_parts).toEqual(parts);
  });

  it('in one document, though a stream was asked for', async () => {
    const usage = { input_tokens: 3, output_tokens: 2 };
    const reasoning = { type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAA' };
    const document = {
      object: 'response',
      id: 'resp_1',
      status: 'completed',
      error: null,
      usage,
      output: [reasoning, message('Hi'), call()],
    };
    expect(await play(JSON.stringify(document), 'application/json')).toMatchObject({
      text_parts: ['Hi'],
      tool_calls: [{ name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_a' }],
      finish_reason: 'tool_calls',
      usage,
      response_id: 'resp_1',
      continuation: { items: [reasoning, { type: 'text', parts: 1 }, { type: 'tool_call', ordinal: 0 }] },
    });
  });

  const added = (outputIndex = 0): Chunk => ({
    type: 'response.output_item.added',
    output_index: outputIndex,
    item: call(''),
  });
  const piece = (text: string, outputIndex = 0): Chunk => ({
    type: 'response.function_call_arguments.delta',
    output_index: outputIndex,
    delta: text,
  });
  it.each<[string, Chunk[]]>([
    ['whole', [item(call())]],
    ['encoded twice', [item(call(JSON.stringify(ARGS)))]],
    ['as an object', [item(call({ city: 'Paris' }))]],
    ['twice the same', [item(call()), item(call())]],
    ['in pieces, and empty when done', [added(), piece('{"city"'), piece(':"Paris"}'), item(call(''))]],
    ['in pieces, and never done', [added(), piece('{"city"'), piece(':"Paris"}')]],
    [
      'whole when their arguments are done',
      [added(), piece('{"ci'), { type: 'response.function_call_arguments.done', output_index: 0, arguments: ARGS }],
    ],
    [
      'in pieces and done, both',
      [
        added(),
        piece(ARGS),
        { type: 'response.function_call_arguments.done', output_index: 0, arguments: ARGS },
        item(call()),
      ],
    ],
  ])('make a call once that comes %s', async (_name, chunks) => {
    const { tool_calls: calls } = await play(sse(CREATED, ...chunks, completed({ output: [call()] })));
    expect(calls).toEqual([{ name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_a' }]);
  });

  it('make both calls that are alike but for their place or id', async () => {
    expect((await play(sse(item(call()), item(call(), 1), completed()))).tool_calls).toHaveLength(2);
    expect((await play(sse(item(call()), item(call(ARGS, 'call_b')), completed()))).tool_calls).toHaveLength(2);
  });

  it('make the calls that only the last chunk holds, beside text that was said', async () => {
    const answer = await play(sse(delta('Look.'), completed({ output: [message('Look.'), call()] })));
    expect([answer.text_parts, answer.tool_calls.length]).toEqual([['Look.'], 1]);
  });

  it.each([
    ['stream_broken', 'only closed the connection', sse(CREATED, delta('Hel'))],
    ['stream_broken', 'only began', sse(CREATED)],
    [
      'overloaded',
      'failed',
      sse(CREATED, { type: 'response.failed', response: { error: { code: 'server_error', message: 'No.' } } }),
    ],
    ['overloaded', 'canceled it', sse(delta('Hel'), completed({ status: 'cancelled' }))],
    ['empty_answer', 'said nothing', sse(CREATED, completed({ output: [] }))],
    ['empty_answer', 'only thought', sse({ type: 'response.reasoning_text.delta', delta: 'Hm.' }, completed())],
  ])('are %s where the server %s', async (errorClass, _name, body) => {
    expect(await playBody('openai', body)).toMatchObject({ kind: 'error', error: { class: errorClass } });
  });

  it('are whole where [DONE] stands for the last chunk', async () => {
    expect((await play(`${sse(CREATED, delta('Hi'))}data: [DONE]\n\n`)).text_parts).toEqual(['Hi']);
  });

  it('that reach their limit in a call do not make it', async () => {
    const incomplete: Chunk = {
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    };
    for (const args of ['', '{', '{"city": "Par', ARGS]) {
      const { tool_calls: calls } = await play(sse(item(call(args)), incomplete));
      expect(calls).toMatchObject([{ arguments: {}, arguments_error: expect.stringContaining('token limit') }]);
    }
  });
});
