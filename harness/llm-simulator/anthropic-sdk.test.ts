import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLlmSimulator, type LlmSimulator } from './start-llm-simulator.ts';
import { TWO_CALLS } from './two-calls.ts';

let simulator: LlmSimulator;
let client: Anthropic;

beforeAll(async () => {
  simulator = await startLlmSimulator({ seed: 'test' });
  client = new Anthropic({ apiKey: 'sk-ant-test', baseURL: simulator.url, maxRetries: 0, logLevel: 'off' });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

function makeRequest(content: string): Anthropic.MessageCreateParamsNonStreaming {
  return {
    model: 'claude-sonnet',
    max_tokens: 1_000,
    messages: [{ role: 'user', content }],
    tools: [{ name: 'get_weather', description: 'Weather of a city.', input_schema: { type: 'object' } }],
  };
}

describe('Anthropic Messages through the SDK', () => {
  it('streams thinking, text and parallel calls, and reports usage', async () => {
    const message = await client.messages.stream(makeRequest(TWO_CALLS)).finalMessage();
    expect(message.content).toMatchObject([
      { type: 'thinking', thinking: 'Two places.', signature: expect.stringMatching(/^sig_/) },
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: 'call_0', name: 'get_weather', input: { city: 'Paris' } },
      { type: 'tool_use', id: 'call_0', name: 'get_weather', input: { city: 'Oslo' } },
    ]);
    expect(message.stop_reason).toBe('tool_use');
    expect(message.usage).toMatchObject({ input_tokens: 20, cache_read_input_tokens: 80, output_tokens: 50 });
  });

  it('answers a request without stream', async () => {
    const message = await client.messages.create(makeRequest('[[sim:text Four.]]'));
    expect(message).toMatchObject({ content: [{ type: 'text', text: 'Four.' }], stop_reason: 'end_turn' });
  });

  it('continues after tool results', async () => {
    const request = makeRequest('[[sim:tool get_weather]]');
    request.messages.push(
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'get_weather', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'no data', is_error: true }] },
    );
    const message = await client.messages.create(request);
    expect(message.content).toMatchObject([{ text: '`get_weather` failed: no data' }]);
    expect(simulator.requests()).toMatchObject([{ tool_result_ids: ['c1'], message_count: 3 }]);
  });

  it.each([
    ['401', 401, 'authentication_error'],
    ['429 retry_after_ms=2000', 429, 'rate_limit_error'],
    ['500', 500, 'api_error'],
    ['529', 529, 'overloaded_error'],
    ['context_overflow', 400, 'invalid_request_error'],
  ])('fails with %s', async (fault, status, type) => {
    const failed = await client.messages
      .create(makeRequest(`[[sim:error ${fault}]]`))
      .catch((reason: unknown) => reason);
    expect(failed).toMatchObject({ status, error: { type: 'error', error: { type } } });
    if (!(failed instanceof Anthropic.APIError)) throw new Error('expected an APIError');
    expect(failed.headers?.get('retry-after') ?? null).toBe(status === 429 ? '2' : null);
  });

  it('refuses a request beyond the window of its model, with the numbers', async () => {
    const request = { ...makeRequest('x'.repeat(9_000)), model: 'claude-window-2000' };
    await expect(client.messages.create(request)).rejects.toMatchObject({
      status: 400,
      error: { error: { message: expect.stringMatching(/^prompt is too long: 2\d{3} tokens > 2000 maximum$/) } },
    });
  });

  it('refuses a missing and an invalid key', async () => {
    const invalid = new Anthropic({ apiKey: 'sk-invalid-1', baseURL: simulator.url, maxRetries: 0 });
    await expect(invalid.messages.create(makeRequest('hi'))).rejects.toMatchObject({ status: 401 });
    const missing = await fetch(`${simulator.url}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify(makeRequest('hi')),
    });
    expect(missing.status).toBe(401);
  });

  it('fails inside the stream, cuts it, sends a broken frame', async () => {
    const run = async (text: string) => client.messages.stream(makeRequest(text)).finalMessage();
    await expect(run('[[sim:text Half]] [[sim:error 529]]')).rejects.toThrow('overloaded');
    await expect(run('[[sim:text Half]] [[sim:break]]')).rejects.toThrow();
    await expect(run('[[sim:text Half]] [[sim:malformed]]')).rejects.toThrow();
    expect(simulator.requests().map(({ outcome }) => outcome)).toEqual(['error', 'broken', 'broken']);
  });

  it('records when the client goes away', async () => {
    const stream = client.messages.stream(makeRequest('[[sim:text Still]] [[sim:hang]]'));
    const done = stream.finalMessage().catch(() => null);
    stream.on('text', () => stream.abort());
    await done;
    await expect.poll(() => simulator.requests()[0]?.outcome).toBe('aborted');
    expect(simulator.requests()[0]?.aborted_at).toEqual(expect.any(Number));
  });

  it('lists the simulated models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain('llmsim-default');
  });
});
