import type { JsonObject, JsonValue } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { playAnswer, playBody } from './play-body.ts';

const sse = (...chunks: JsonValue[]): string => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
const choice = (delta: JsonValue, finishReason: JsonValue = null): JsonObject => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
});
const DONE = 'data: [DONE]\n\n';
const stream = (deltas: JsonValue[], finishReason = 'stop'): string =>
  sse(...deltas.map((delta) => choice(delta)), choice({}, finishReason)) + DONE;
const play = (body: string, contentType?: string) => playAnswer('openai_compatible', body, contentType);
const call = (fields: JsonObject): JsonObject => ({ tool_calls: [fields] });
const PARIS = { city: 'Paris' };
const [WEATHER, ARGS] = ['get_weather', JSON.stringify(PARIS)];
const fn = (args: JsonValue, name: JsonValue = WEATHER): JsonObject => ({ name, arguments: args });

describe('text and thinking of compatible servers', () => {
  it.each<[string, JsonValue[], string, string]>([
    ['text', [{ content: 'Hel' }, { content: 'lo' }], 'Hello', ''],
    ['a list of parts', [{ content: [{ type: 'text', text: 'Hel' }] }, { content: [{ text: 'l' }, 'o'] }], 'Hello', ''],
    ['one part', [{ content: { type: 'output_text', text: 'Hello' } }], 'Hello', ''],
    [
      "Mistral's thinking",
      [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }, { content: 'Hello' }],
      'Hello',
      'Hm.',
    ],
    [
      'reasoning_content',
      [{ reasoning_content: 'H' }, { reasoning_content: 'm.' }, { content: 'Hello' }],
      'Hello',
      'Hm.',
    ],
    ['reasoning', [{ reasoning: 'Hm.', content: null }, { content: 'Hello' }], 'Hello', 'Hm.'],
    ['both, saying the same', [{ reasoning: 'Hm.', reasoning_content: 'Hm.' }, { content: 'Hello' }], 'Hello', 'Hm.'],
    ['thinking', [{ thinking: 'Hm.' }, { content: 'Hello' }], 'Hello', 'Hm.'],
    ['an object of reasoning', [{ reasoning: { text: 'Hm.' } }, { content: 'Hello' }], 'Hello', 'Hm.'],
    [
      'details alone',
      [{ reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] }, { content: 'Hello' }],
      'Hello',
      'Hm.',
    ],
    [
      'details beside reasoning',
      [{ reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] }, { content: 'Hello' }],
      'Hello',
      'Hm.',
    ],
    [
      'anything else where text should be',
      [{ content: 7 }, { content: [null, 7, []] }, { content: 'Hello' }],
      'Hello',
      '',
    ],
  ])('in %s', async (_name, deltas, text, thinking) => {
    const answer = await play(stream(deltas));
    expect([answer.text_parts.join(''), answer.thinking]).toEqual([text, thinking]);
  });

  it('of the completions API before chat', async () => {
    const body = sse({ choices: [{ text: 'Hel' }] }, { choices: [{ text: 'lo', finish_reason: 'stop' }] });
    expect((await play(body)).text_parts).toEqual(['Hello']);
  });

  it('once, where the whole message follows its deltas', async () => {
    const last = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] };
    expect((await play(sse(choice({ content: 'Hello' }), last) + DONE)).text_parts).toEqual(['Hello']);
  });

  it('as a refusal', async () => {
    expect(await play(stream([{ refusal: 'No.' }]))).toMatchObject({ finish_reason: 'content_filtered' });
  });
});

describe('tool calls of compatible servers', () => {
  const oslo = JSON.stringify({ city: 'Oslo' });
  it.each<[string, JsonValue[], JsonValue[]]>([
    [
      'in pieces',
      [call({ index: 0, id: 'a', function: fn('') }), call({ index: 0, function: { arguments: ARGS } })],
      [PARIS],
    ],
    ['as objects', [call({ index: 0, id: 'a', function: fn(PARIS) })], [PARIS]],
    ['encoded twice', [call({ index: 0, id: 'a', function: fn(JSON.stringify(ARGS)) })], [PARIS]],
    ['"null"', [call({ index: 0, id: 'a', function: fn('null') })], [{}]],
    ['without arguments', [call({ index: 0, id: 'a', function: { name: WEATHER } })], [{}]],
    [
      '{} first',
      [call({ index: 0, id: 'a', function: fn('{}') }), call({ index: 0, function: { arguments: ARGS } })],
      [PARIS],
    ],
    [
      '{} first, with name and id each time',
      [call({ index: 0, id: 'a', function: fn('{}') }), call({ index: 0, id: 'a', function: fn(ARGS) })],
      [PARIS],
    ],
    [
      '{} first, then pieces',
      [
        call({ index: 0, id: 'a', function: fn({}) }),
        call({ index: 0, function: { arguments: '{"city"' } }),
        call({ index: 0, function: { arguments: ':"Paris"}' } }),
      ],
      [PARIS],
    ],
    [
      'all so far in each delta',
      ['{', '{"city', '{"city":"Par', ARGS].map((text) => call({ index: 0, id: 'a', function: fn(text) })),
      [PARIS],
    ],
    [
      'all so far in each delta, named once',
      [
        call({ index: 0, id: 'a', function: fn('') }),
        ...['{"ci', '{"city":"P', ARGS].map((text) => call({ index: 0, function: { arguments: text } })),
      ],
      [PARIS],
    ],
    [
      'whole once more at the end',
      [
        call({ index: 0, id: 'a', function: fn('') }),
        call({ index: 0, function: { arguments: ARGS } }),
        call({ index: 0, id: 'a', function: fn(ARGS) }),
      ],
      [PARIS],
    ],
    [
      'whole once more at the end, without name',
      [call({ index: 0, id: 'a', function: fn(ARGS) }), call({ index: 0, function: { arguments: ARGS } })],
      [PARIS],
    ],
    [
      'two of them whole once more at the end, without places',
      [
        call({ id: 'a', function: fn(ARGS) }),
        call({ id: 'b', function: fn(oslo) }),
        {
          tool_calls: [
            { id: 'a', function: fn(ARGS) },
            { id: 'b', function: fn(oslo) },
          ],
        },
      ],
      [PARIS, { city: 'Oslo' }],
    ],
    [
      'with the name in pieces',
      [
        call({ index: 0, id: 'a', function: { name: 'get_' } }),
        call({ index: 0, function: { name: 'wea' } }),
        call({ index: 0, function: { name: 'ther', arguments: '' } }),
        call({ index: 0, function: { arguments: ARGS } }),
      ],
      [PARIS],
    ],
    [
      'with the name so far in each delta',
      [
        call({ index: 0, id: 'a', function: { name: 'get_' } }),
        call({ index: 0, id: 'a', function: { name: WEATHER } }),
        call({ index: 0, id: 'a', function: { arguments: ARGS } }),
      ],
      [PARIS],
    ],
    [
      'with the name after the arguments',
      [call({ index: 0, id: 'a', function: { arguments: ARGS } }), call({ index: 0, function: { name: WEATHER } })],
      [PARIS],
    ],
    ['as function_call', [{ function_call: fn('') }, { function_call: { arguments: ARGS } }], [PARIS]],
    ['outside a list', [{ tool_calls: { id: 'a', function: fn(ARGS) } }], [PARIS]],
    ['without the function around it', [call({ id: 'a', name: WEATHER, arguments: PARIS })], [PARIS]],
    ['with parameters', [call({ id: 'a', name: WEATHER, parameters: PARIS })], [PARIS]],
    [
      'with a place in text',
      [call({ index: '0', id: 'a', function: fn('') }), call({ index: '0', function: { arguments: ARGS } })],
      [PARIS],
    ],
    [
      'all numbered 0',
      [call({ index: 0, id: 'a', function: fn(ARGS) }), call({ index: 0, id: 'b', function: fn(oslo) })],
      [PARIS, { city: 'Oslo' }],
    ],
    [
      'without places',
      [
        {
          tool_calls: [
            { id: 'a', function: fn(ARGS) },
            { id: 'b', function: fn(oslo) },
          ],
        },
      ],
      [PARIS, { city: 'Oslo' }],
    ],
    [
      'with one id for all',
      [call({ index: 0, id: 'call_0', function: fn(ARGS) }), call({ index: 1, id: 'call_0', function: fn(oslo) })],
      [PARIS, { city: 'Oslo' }],
    ],
    [
      'continued by id alone, in turn',
      [
        {
          tool_calls: [
            { id: 'a', function: fn('') },
            { id: 'b', function: fn('') },
          ],
        },
        call({ id: 'a', function: { arguments: ARGS } }),
        call({ id: 'b', function: { arguments: oslo } }),
      ],
      [PARIS, { city: 'Oslo' }],
    ],
    [
      'in turn by their places',
      [
        call({ index: 0, id: 'a', function: fn('{"city"') }),
        call({ index: 1, id: 'b', function: fn('{"city"') }),
        call({ index: 0, function: { arguments: ':"Paris"}' } }),
        call({ index: 1, function: { arguments: ':"Oslo"}' } }),
      ],
      [PARIS, { city: 'Oslo' }],
    ],
    ['beside what is no call', [{ tool_calls: [null, 7, {}, { index: 3 }, { id: 'a', function: fn(ARGS) }] }], [PARIS]],
  ])('%s', async (_name, deltas, expected) => {
    const { tool_calls: calls, finish_reason: reason } = await play(stream(deltas, 'tool_calls'));
    expect(calls.map(({ name, arguments: args, arguments_error: error }) => error ?? [name, args])).toEqual(
      expected.map((args) => [WEATHER, args]),
    );
    expect(reason).toBe('tool_calls');
  });

  it('in a nested object that begins as it ends are not taken for a repetition', async () => {
    const pieces = ['{"a":', '{"a":1}', '}'].map((text) => call({ index: 0, function: { arguments: text } }));
    const { tool_calls: calls } = await play(stream([call({ index: 0, id: 'a', function: fn('') }), ...pieces]));
    expect(calls.map((each) => each.arguments)).toEqual([{ a: { a: 1 } }]);
  });
});

describe('counts of compatible servers', () => {
  const ALL = { input_tokens: 100, output_tokens: 50, cache_read_tokens: 80, reasoning_tokens: 30 };
  const details = { prompt_tokens_details: { cached_tokens: 80 }, completion_tokens_details: { reasoning_tokens: 30 } };
  const plain = { prompt_tokens: 100, completion_tokens: 50, completion_tokens_details: { reasoning_tokens: 30 } };
  const official = { prompt_tokens: 100, completion_tokens: 50, ...details };
  it.each<[string, JsonValue[]]>([
    ['in a chunk of their own', [{ choices: [], usage: official }]],
    ['in the last chunk', [{ choices: [{ delta: {}, finish_reason: 'stop' }], usage: official }]],
    [
      'in each chunk, growing',
      [
        { choices: [], usage: { prompt_tokens: 100, completion_tokens: 1 } },
        { choices: [], usage: official },
      ],
    ],
    [
      'and zeros after them',
      [
        { choices: [], usage: official },
        { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } },
      ],
    ],
    ['as text', [{ usage: { ...official, prompt_tokens: '100' } }]],
    ["under Groq's name", [{ choices: [{ delta: {} }], x_groq: { id: 'req', usage: official } }]],
    ['in the choice, as Moonshot does', [{ choices: [{ delta: {}, usage: { ...plain, cached_tokens: 80 } }] }]],
    ['in the delta', [{ choices: [{ delta: { usage: official } }] }]],
    ["with DeepSeek's cache", [{ usage: { ...plain, prompt_cache_hit_tokens: 80, prompt_cache_miss_tokens: 20 } }]],
    ["with Mistral's cache", [{ usage: { ...plain, num_cached_tokens: 80 } }]],
    ["with Anthropic's cache", [{ usage: { ...plain, cache_read_input_tokens: 80 } }]],
    [
      "under Anthropic's names",
      [{ usage: { input_tokens: 100, output_tokens: 50, cache_read_input_tokens: 80, reasoning_tokens: 30 } }],
    ],
    [
      "under Gemini's names, thinking apart",
      [
        {
          usageMetadata: {
            promptTokenCount: 100,
            candidatesTokenCount: 20,
            thoughtsTokenCount: 30,
            totalTokenCount: 150,
            cachedContentTokenCount: 80,
          },
        },
      ],
    ],
    ['with reasoning apart, as xAI does', [{ usage: { ...official, completion_tokens: 20, total_tokens: 150 } }]],
  ])('%s', async (_name, chunks) => {
    const { usage } = await play(sse(choice({ content: 'Hi' }), ...chunks, choice({}, 'stop')) + DONE);
    expect(usage).toMatchObject(ALL);
    expect(usage).not.toHaveProperty('not_reported');
  });

  it.each([12.5, -1, 1e25, null, {}, [1], 'many', true, 2 ** 53])(
    'are not reported where they are %j',
    async (count) => {
      const { usage } = await play(
        sse(choice({ content: 'Hi' }, 'stop'), { usage: { prompt_tokens: count, completion_tokens: 5 } }),
      );
      expect(usage).toMatchObject({ input_tokens: 0, output_tokens: 5, not_reported: ['input_tokens'] });
    },
  );
});

describe('answers of compatible servers', () => {
  it('in one document, though a stream was asked for', async () => {
    const message = {
      role: 'assistant',
      content: 'Hi',
      reasoning_content: 'Hm.',
      tool_calls: [{ id: 'a', function: fn(ARGS) }],
    };
    const usage = { prompt_tokens: 3, completion_tokens: 2 };
    const document = { id: 'c', object: 'chat.completion', choices: [{ message, finish_reason: 'tool_calls' }], usage };
    for (const body of [
      JSON.stringify(document),
      JSON.stringify(document, null, 2),
      `data: ${JSON.stringify(document)}\n\n`,
    ]) {
      expect(await play(body, 'application/json')).toMatchObject({
        text_parts: ['Hi'],
        thinking: 'Hm.',
        tool_calls: [{ name: WEATHER, arguments: PARIS }],
        usage: { input_tokens: 3, output_tokens: 2 },
        response_id: 'c',
      });
    }
  });

  it.each([
    ['no finish reason before [DONE]', sse(choice({ content: 'Hi' })) + DONE],
    [
      'no finish reason before the counts',
      sse(choice({ content: 'Hi' }), { choices: [], usage: { prompt_tokens: 1 } }),
    ],
    ['no [DONE] after the finish reason', sse(choice({ content: 'Hi' }, 'stop'))],
    ['CRLF and comments', `: hi\r\n\r\n${stream([{ content: 'Hi' }]).replaceAll('\n', '\r\n')}`],
    ['an unknown finish reason', stream([{ content: 'Hi' }], 'because')],
    ['a finish reason in other letters', stream([{ content: 'Hi' }], 'STOP')],
    ['a finish reason of another type', sse(choice({ content: 'Hi' }, 7)) + DONE],
  ])('are whole with %s', async (_name, body) => {
    expect((await play(body)).text_parts).toEqual(['Hi']);
  });

  it('keep the word of an unknown finish reason', async () => {
    expect(await play(stream([{ content: 'Hi' }], 'because'))).toMatchObject({
      finish_reason: 'other',
      raw_finish_reason: 'because',
    });
  });

  it.each([
    ['stream_broken', 'only closed the connection', sse(choice({ content: 'Hel' }))],
    [
      'stream_broken',
      'said [DONE] inside a call',
      sse(choice(call({ index: 0, id: 'a', function: fn('{"ci') }))) + DONE,
    ],
    ['overloaded', 'failed by its finish reason', stream([{ content: 'Hel' }], 'error')],
    ['overloaded', 'failed by another word', stream([{ content: 'Hel' }], 'network_error')],
    [
      'rate_limited',
      'failed in its choice',
      sse({ choices: [{ error: { code: 429, message: 'Slow.' }, finish_reason: 'error' }] }),
    ],
    ['empty_answer', 'said nothing', stream([{ content: '' }])],
    ['empty_answer', 'said blanks', stream([{ content: ' \n' }])],
    ['empty_answer', 'only thought', stream([{ reasoning: 'Hm.' }])],
    ['empty_answer', 'announced calls that never came', stream([{ content: null }], 'tool_calls')],
    ['empty_answer', "made Gemini's malformed call", stream([{}], 'malformed_function_call')],
    ['bad_request', 'shows a login page', '<!doctype html><title>Log in</title>'],
  ])('are %s where the server %s', async (errorClass, _name, body) => {
    expect(await playBody('openai_compatible', body)).toMatchObject({ kind: 'error', error: { class: errorClass } });
  });

  it.each(['length', 'max_tokens', 'MAX_TOKENS', 'model_length'])(
    'that reach their limit in a call (%s) do not make it',
    async (word) => {
      for (const text of ['', '{', '{}', '{"city": "Par', ARGS]) {
        const { tool_calls: calls } = await play(stream([call({ index: 0, id: 'a', function: fn(text) })], word));
        expect(calls).toMatchObject([
          { name: WEATHER, arguments: {}, arguments_error: expect.stringContaining('token limit') },
        ]);
      }
    },
  );
});
