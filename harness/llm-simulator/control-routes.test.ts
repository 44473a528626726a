import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLlmSimulator, type LlmSimulator } from './start-llm-simulator.ts';

let simulator: LlmSimulator;
beforeAll(async () => (simulator = await startLlmSimulator({ seed: 'test', now: () => 1_000 })));
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(simulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function ask(content: string, headers: Record<string, string> = {}): Promise<string> {
  const body = { model: 'gpt-5', messages: [{ role: 'user', content }] };
  const response = await post('/v1/chat/completions', body, { authorization: 'Bearer sk-test', ...headers });
  return JSON.stringify(await response.json());
}

describe('the simulator under control', () => {
  it('keeps a request log as JSON lines, filtered by any field, with bodies on demand', async () => {
    await ask('[[sim:text Hello]]', { 'idempotency-key': 'k1' });
    await ask('[[sim:error 500]]');
    const text = await (await fetch(`${simulator.url}/_sim/requests?outcome=completed`)).text();
    expect(text.split('\n')).toHaveLength(2);
    const entry: unknown = JSON.parse(text);
    expect(entry).toEqual({
      id: expect.any(Number),
      wire_format: 'openai_chat',
      model: 'gpt-5',
      started_at: 1_000,
      ended_at: 1_000,
      aborted_at: null,
      outcome: 'completed',
      status: 200,
      key_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      idempotency_key: 'k1',
      message_count: 1,
      tool_result_ids: [],
      user_text: '[[sim:text Hello]]',
    });
    const id = simulator.requests()[0]?.id ?? 0;
    const full: unknown = await (await fetch(`${simulator.url}/_sim/requests/${id}`)).json();
    expect(full).toMatchObject({ id, body: { messages: [{ role: 'user' }] }, headers: { 'idempotency-key': 'k1' } });
  });

  it('never logs a key, but tells two keys apart', async () => {
    await ask('hi');
    await ask('hi', { authorization: 'Bearer sk-other' });
    const [first, second] = simulator.requests();
    expect(first?.key_fingerprint).not.toBe(second?.key_fingerprint);
    const full = await (await fetch(`${simulator.url}/_sim/requests/${first?.id}`)).text();
    expect(full).not.toContain('sk-test');
  });

  it('takes scenarios over HTTP and says what is wrong with one', async () => {
    const scenario = { name: 'cats', match: { user_text: 'cat' }, replies: [['Meow.']] };
    expect((await post('/_sim/scenarios', scenario)).status).toBe(201);
    expect(await ask('a cat')).toContain('Meow.');
    const refused = await post('/_sim/scenarios', { name: 'cats', replies: [[{ explode: 1 }]] });
    expect(refused.status).toBe(400);
  });

  it('counts attempts of the same call by its idempotency key, else by its body', async () => {
    const fault = '[[sim:error 500 times=1]] [[sim:text Here.]]';
    expect(await ask(fault, { 'idempotency-key': 'a' })).toContain('simulated');
    expect(await ask(fault, { 'idempotency-key': 'b' })).toContain('simulated');
    expect(await ask(fault, { 'idempotency-key': 'a' })).toContain('Here.');
    expect(await ask(fault)).toContain('simulated');
    expect(await ask(fault)).toContain('Here.');
  });

  it('records the side effects of tools', async () => {
    await post('/_sim/effects/pay', { amount: 1 }, { 'idempotency-key': 'k1', 'x-call-id': 'c1' });
    await post('/_sim/effects/pay', { call_id: 'c2' });
    await post('/_sim/effects/mail', {});
    const effects: unknown = await (await fetch(`${simulator.url}/_sim/effects/pay`)).json();
    expect(effects).toEqual({
      effects: [
        { name: 'pay', idempotency_key: 'k1', call_id: 'c1', at: 1_000, body: { amount: 1 } },
        { name: 'pay', idempotency_key: null, call_id: 'c2', at: 1_000, body: { call_id: 'c2' } },
      ],
    });
    await post('/_sim/reset', {});
    expect(simulator.effects()).toEqual([]);
  });

  it('gives the same bytes for the same seed', async () => {
    const other = await startLlmSimulator({ seed: 'test', now: () => 1_000 });
    const body = { model: 'gpt-5', stream: true, messages: [{ role: 'user', content: '[[sim:words 50]]' }] };
    const read = async (url: string) => {
      const headers = { authorization: 'Bearer sk-test' };
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return response.text();
    };
    expect(await read(other.url)).toBe(await read(simulator.url));
    await other.close();
  });
});
