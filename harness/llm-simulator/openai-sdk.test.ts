import { judgeFigure } from '@everruns/kernel/testing';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLlmSimulator, type LlmSimulator } from './start-llm-simulator.ts';
import { TWO_CALLS } from './two-calls.ts';

let simulator: LlmSimulator;
let client: OpenAI;

beforeAll(async () => {
  simulator = await startLlmSimulator({ seed: 'test' });
  client = new OpenAI({ apiKey: 'sk-test', baseURL: `${simulator.url}/v1`, maxRetries: 0, logLevel: 'off' });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const TOOL = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'Weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: false,
};

async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

function streamResponse(input: string) {
  return client.responses.stream({ model: 'gpt-5-mini', input, tools: [TOOL] });
}

describe('OpenAI Responses through the SDK', () => {
  it('streams reasoning, text and parallel calls with a repeated id, and reports usage', async () => {
    // The test does not use responses.stream(), because that part of the SDK throws at a repeated call id.
    const stream = await client.responses.create({
      model: 'gpt-5-mini',
      input: TWO_CALLS,
      tools: [TOOL],
      stream: true,
    });
    const events = await collect(stream);
    const types = events.map(({ type }) => type);
    const last = events.at(-1);
    if (last?.type !== 'response.completed') throw new Error('expected response.completed');
    const { response } = last;
    expect(types).toContain('response.reasoning_summary_text.delta');
    expect(response.output[1]).toMatchObject({ content: [{ text: 'Let me look.' }] });
    expect(response.output.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call', 'function_call']);
    expect(response.output.slice(2)).toMatchObject([
      { call_id: 'call_0', arguments: '{"city":"Paris"}' },
      { call_id: 'call_0', arguments: '{"city":"Oslo"}' },
    ]);
    expect(response.usage).toMatchObject({
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 80 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 150,
    });
  });

  it('numbers its events from 0 without a gap and ends with response.completed', async () => {
    const stream = await client.responses.create({ model: 'gpt-5-mini', input: 'Hello', stream: true });
    const events = await collect(stream);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.at(0)?.type).toBe('response.created');
    expect(events.at(-1)?.type).toBe('response.completed');
  });

  it('answers a request without stream with the whole response', async () => {
    const response = await client.responses.create({ model: 'gpt-5-mini', input: '[[sim:text Four.]]' });
    expect(response.output_text).toBe('Four.');
    expect(response.status).toBe('completed');
  });

  it('continues after tool results and logs their ids', async () => {
    const call = { type: 'function_call' as const, call_id: 'c1', name: 'get_weather', arguments: '{"city":"Paris"}' };
    const result = { type: 'function_call_output' as const, call_id: 'c1', output: 'rain' };
    const input = [{ role: 'user' as const, content: '[[sim:tool get_weather]]' }, call, result];
    const response = await client.responses.create({ model: 'gpt-5-mini', input });
    expect(response.output_text).toBe('`get_weather` returned rain');
    expect(simulator.requests()).toMatchObject([{ tool_result_ids: ['c1'], message_count: 3, outcome: 'completed' }]);
  });

  it('refuses a history with an unanswered call, as the vendor does', async () => {
    const call = { type: 'function_call' as const, call_id: 'c1', name: 'get_weather', arguments: '{}' };
    const input = [{ role: 'user' as const, content: 'hi' }, call, { role: 'user' as const, content: 'well?' }];
    await expect(client.responses.create({ model: 'gpt-5-mini', input })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('no tool output found for the tool call c1'),
    });
  });

  it.each([
    ['401', { status: 401, code: 'invalid_api_key' }],
    ['429 retry_after_ms=2000', { status: 429, code: 'rate_limit_exceeded' }],
    ['500', { status: 500 }],
    ['529', { status: 529 }],
    ['context_overflow', { status: 400, code: 'context_length_exceeded' }],
  ])('fails with %s', async (fault, error) => {
    const failed = await client.responses
      .create({ model: 'gpt-5-mini', input: `[[sim:error ${fault}]]` })
      .catch((reason: unknown) => reason);
    expect(failed).toMatchObject(error);
    if (!(failed instanceof OpenAI.APIError)) throw new Error('expected an APIError');
    expect(failed.headers?.get('retry-after') ?? null).toBe(fault.startsWith('429') ? '2' : null);
    expect(simulator.requests()).toMatchObject([{ outcome: 'error', status: error.status }]);
  });

  it('says inside the stream that a request is beyond the window of its model', async () => {
    const request = { model: 'gpt-window-2000', input: 'x'.repeat(9_000) };
    const code = 'context_length_exceeded';
    const stream = await client.responses.create({ ...request, stream: true });
    await expect(collect(stream)).rejects.toMatchObject({ status: undefined, code, param: 'input' });
    await expect(client.responses.create(request)).rejects.toMatchObject({ status: 400, code });
    const messages = [{ role: 'user' as const, content: request.input }];
    await expect(
      client.chat.completions.create({ model: request.model, messages, stream: true }),
    ).rejects.toMatchObject({ status: 400, code, message: expect.stringMatching(/resulted in 22\d\d tokens/) });
  });

  it('fails inside the stream once text was sent', async () => {
    const stream = streamResponse('[[sim:text Half]] [[sim:error 500]]');
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toContain('response.output_text.delta');
    expect(types.at(-1)).toBe('response.failed');
  });

  it('cuts a stream and sends a broken frame', async () => {
    await expect(streamResponse('[[sim:break 1]] [[sim:text one two]]').finalResponse()).rejects.toThrow();
    await expect(streamResponse('[[sim:text one]] [[sim:malformed]]').finalResponse()).rejects.toThrow();
    expect(simulator.requests().map(({ outcome }) => outcome)).toEqual(['broken', 'broken']);
    expect(simulator.requests().map((entry) => entry.aborted_at)).toEqual([null, null]);
  });

  it.each(['[[sim:hang]]', '[[sim:text Still]] [[sim:hang]]', '[[sim:tps 2]] [[sim:words 1000]]'])(
    'records when the client goes away: %s',
    async (input) => {
      const abort = new AbortController();
      const pending = client.responses.create({ model: 'gpt-5-mini', input, stream: true }, { signal: abort.signal });
      const done = pending.then(async (stream) => {
        for await (const event of stream) void event;
      });
      await expect.poll(() => simulator.requests().length).toBe(1);
      const abortedAt = Date.now();
      abort.abort();
      await done.catch(() => null);
      await expect.poll(() => simulator.requests()[0]?.outcome).toBe('aborted');
      const value = (simulator.requests()[0]?.aborted_at ?? Infinity) - abortedAt;
      judgeFigure({ name: 'the simulator records an abort', value, unit: 'ms', most: 1_000 });
    },
  );

  it('lists the simulated models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['llmsim-default', 'llmsim-instant', 'llmsim-slow', 'llmsim-echo']);
  });
});

describe('OpenAI Chat Completions through the SDK', () => {
  const request = (content: string) => ({
    model: 'gpt-5-mini',
    messages: [{ role: 'user' as const, content }],
    tools: [{ type: 'function' as const, function: { name: TOOL.name, parameters: TOOL.parameters } }],
  });

  it('streams text and parallel calls with a repeated id, and reports usage', async () => {
    const stream = client.chat.completions.stream({ ...request(TWO_CALLS), stream_options: { include_usage: true } });
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: 'Let me look.',
        tool_calls: [
          { id: 'call_0', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
          { id: 'call_0', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
        ],
      },
    });
    expect(completion.usage).toMatchObject({
      prompt_tokens: 100,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 80 },
      completion_tokens_details: { reasoning_tokens: 30 },
    });
  });

  it('answers a request without stream', async () => {
    const completion = await client.chat.completions.create(request('[[sim:text Four.]] [[sim:finish length]]'));
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Four.' } });
  });

  it('fails before, inside and by cutting the stream', async () => {
    const run = async (text: string) => client.chat.completions.stream(request(text)).finalChatCompletion();
    await expect(run('[[sim:error 429]]')).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    await expect(run('[[sim:text Half]] [[sim:error 500]]')).rejects.toThrow('simulated overloaded');
    await expect(run('[[sim:text Half]] [[sim:break]]')).rejects.toThrow();
    expect(simulator.requests().map(({ outcome }) => outcome)).toEqual(['error', 'error', 'broken']);
  });
});
