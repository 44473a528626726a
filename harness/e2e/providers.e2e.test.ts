import type { CreateMessageResponse, LlmModel, LlmProvider, Message, Usage } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();

const SECRET = 'sk-e2e-4f1d0c7a9b';

const textOf = (messages: readonly Message[] = []): string =>
  messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : []))).join('');

interface Made {
  provider: LlmProvider;
  model: LlmModel;
}

async function createModel(provider: Record<string, unknown>, modelId: string): Promise<Made> {
  const made = await shared.api.json<LlmProvider>('POST', '/v1/llm-providers', { body: provider });
  const body = { model_id: modelId };
  const model = await shared.api.json<LlmModel>('POST', `/v1/llm-providers/${made.id}/models`, { body });
  return { provider: made, model };
}

async function ask({ model }: Made, text: string): Promise<CreateMessageResponse> {
  const session = await shared.api.createSession({ default_model_id: model.id });
  return shared.api.post(session.id, text, { wait: 20 });
}

describe('a provider that is made over the API answers turns', () => {
  const cases = [
    { provider_type: 'anthropic', modelId: 'claude-haiku-4-5', path: '', wire: 'anthropic_messages', priced: true },
    { provider_type: 'openai', modelId: 'gpt-5-mini', path: '/v1', wire: 'openai_responses', priced: true },
    { provider_type: 'openai_compatible', modelId: 'my-own-model', path: '/v1', wire: 'openai_chat', priced: false },
  ];

  it.each(cases)('$provider_type, on loopback', async ({ provider_type, modelId, path, wire, priced }) => {
    const { running } = shared;
    const base_url = `${running.simulator.url}${path}`;
    const made = await createModel({ name: provider_type, provider_type, base_url, api_key: SECRET }, modelId);
    expect([made.model.provider_type, made.model.model_id]).toEqual([provider_type, modelId]);
    const text = `[[sim:reasoning Hm.]][[sim:tool add {"a":4,"b":5}]][[sim:next]][[sim:text Nine.]] ${modelId}`;
    const answer = await ask(made, text);
    expect([answer.turn.status, answer.turn.iterations, textOf(answer.output)]).toEqual(['completed', 2, 'Nine.']);
    const calls = running.simulator.requests().filter(({ user_text }) => user_text.includes(modelId));
    expect(calls.map(({ model, wire_format, outcome }) => ({ model, wire_format, outcome }))).toEqual(
      Array(2).fill({ model: modelId, wire_format: wire, outcome: 'completed' }),
    );
    const { input_tokens, cost_usd }: Usage = answer.turn.usage;
    expect(input_tokens).toBeGreaterThan(0);
    expect(cost_usd === undefined).toBe(!priced);
  });

  it('llmsim, without any key', async () => {
    const made = await createModel({ name: 'sim', provider_type: 'llmsim' }, 'llmsim-instant');
    expect(made.provider.api_key_set).toBe(false);
    expect(textOf((await ask(made, '[[sim:text In process.]]')).output)).toBe('In process.');
  });
});

describe('a rejected provider key', () => {
  it.each(['anthropic', 'openai', 'openai_compatible'])(
    'of %s shows in the answer, with its cure',
    async (provider_type) => {
      const base_url = `${shared.running.simulator.url}${provider_type === 'anthropic' ? '' : '/v1'}`;
      const provider = { name: `bad ${provider_type}`, provider_type, base_url, api_key: 'sk-invalid-4f1d0c7a' };
      const answer = await ask(await createModel(provider, 'model'), 'Hello?');
      expect(answer.turn).toMatchObject({ status: 'failed', error: { code: 'provider_auth' } });
      expect(textOf(answer.output)).toBe(answer.turn.error?.message);
      expect(textOf(answer.output)).toMatch(/key/i);
      expect(textOf(answer.output)).toMatch(/provider/i);
      const calls = shared.running.simulator.requests().filter(({ status }) => status === 401);
      expect(calls.length).toBeGreaterThan(0);
      expect(JSON.stringify(await shared.api.events(answer.session_id))).not.toContain('sk-invalid');
    },
  );

  it('is tried once: it does not get better', async () => {
    shared.running.simulator.reset();
    const base_url = `${shared.running.simulator.url}/v1`;
    const provider = { name: 'once', provider_type: 'openai', base_url, api_key: 'sk-invalid' };
    await ask(await createModel(provider, 'model'), 'Hello?');
    expect(shared.running.simulator.requests().map(({ status }) => status)).toEqual([401]);
  });
});

describe('a provider that cannot be reached', () => {
  it('beyond loopback is refused by the egress rules, and the answer says so', async () => {
    const provider = {
      name: 'inside',
      provider_type: 'openai',
      base_url: 'http://169.254.169.254/v1',
      api_key: SECRET,
    };
    const answer = await ask(await createModel(provider, 'model'), 'Hello?');
    expect(answer.turn.status).toBe('failed');
    expect(textOf(answer.output).length).toBeGreaterThan(20);
  });
});

describe('a provider key', () => {
  it('is taken and never shown again, in no answer, no event, no log line and no row', async () => {
    const { api, running } = shared;
    const base_url = `${running.simulator.url}/v1`;
    const body = { name: 'secret', provider_type: 'openai', base_url, api_key: SECRET };
    const headers = { 'idempotency-key': 'provider' };
    const answers = [
      await (await api.fetch('POST', '/v1/llm-providers', { body, headers })).text(),
      await (await api.fetch('POST', '/v1/llm-providers', { body, headers })).text(),
    ];
    expect(answers[0]).toBe(answers[1]);
    const provider = JSON.parse(answers[0] ?? '') as LlmProvider;
    expect(provider).toMatchObject({ name: 'secret', api_key_set: true, base_url });
    const model = await api.json<LlmModel>('POST', `/v1/llm-providers/${provider.id}/models`, {
      body: { model_id: 'm' },
    });
    const { session_id } = await ask({ provider, model }, '[[sim:text Hush.]]');
    const reads = [
      '/v1/llm-providers?limit=100',
      `/v1/llm-providers/${provider.id}`,
      '/v1/llm-models?limit=100',
      `/v1/sessions/${session_id}/events?limit=1000`,
    ];
    for (const path of reads) answers.push(await (await api.fetch('GET', path)).text());
    const refused = await api.fetch('POST', '/v1/llm-providers', { body: { ...body, provider_type: SECRET } });
    answers.push(await refused.text());
    expect(refused.status).toBe(400);
    for (const text of answers) expect(text).not.toContain(SECRET);
    expect(running.controlPlanes[0]?.output()).not.toContain(SECRET);
  });
});
