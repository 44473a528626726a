import { DEFAULT_ORGANIZATION_ID, LlmModelId, ZERO_USAGE } from '@everruns/schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { createAgentResolver } from '../agents/agent-resolver.ts';
import { resolveModel } from './resolve.ts';

const COMPAT = { preset: 'mistral', stream_options: false };
const LIMITS = { context_window_tokens: 32_768, max_output_tokens: 4_096 };
const PRICES = { input: 2, output: 10, cache_read: 1 };

let api: TestApi;
let provider: string;
beforeEach(async () => {
  api = await startTestApi();
  const body = { name: 'Local', provider_type: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1', compat: COMPAT };
  provider = idOf(await api.call('POST', '/v1/llm-providers', { body }));
});
afterEach(() => api[Symbol.asyncDispose]());

const addModel = (body: object = {}) =>
  api.call('POST', `/v1/llm-providers/${provider}/models`, { body: { model_id: 'local', ...body } });
const patch = (id: string, body: object) => api.call('PATCH', `/v1/llm-models/${id}`, { body });
const resolve = (id: string) =>
  resolveModel(api.services, api.database.db, {
    ctx: { org_id: DEFAULT_ORGANIZATION_ID },
    choice: { controls: null, session_model_id: LlmModelId.parse(id), agent_model_id: null },
  });

describe('what is set by hand', () => {
  it('of a provider is shown, replaced, and detected again with null', async () => {
    const read = async () => (await api.call('GET', `/v1/llm-providers/${provider}`)).json;
    expect(await read()).toMatchObject({ compat: COMPAT });
    const change = (compat: object | null) => api.call('PATCH', `/v1/llm-providers/${provider}`, { body: { compat } });
    expect((await change({ call_ids: 'kimi' })).json).toMatchObject({ compat: { call_ids: 'kimi' } });
    await change(null);
    expect(await read()).not.toHaveProperty('compat');
    expect((await change({ call_ids: 'mine' })).status).toBe(400);
  });

  it('of a model goes before its provider, and both reach the turn', async () => {
    const id = idOf(await addModel({ ...LIMITS, compat: { stream_options: true, leave_out: ['strict'] } }));
    expect(await resolve(id)).toMatchObject({
      ...LIMITS,
      compat: { preset: 'mistral', stream_options: true, leave_out: ['strict'] },
    });
    await patch(id, { context_window_tokens: null, compat: null });
    const plain = await resolve(id);
    expect(plain.compat).toEqual(COMPAT);
    expect(plain).not.toHaveProperty('context_window_tokens');
  });

  it('is the profile of a model that no catalog knows', async () => {
    const id = idOf(await addModel());
    expect((await api.call('GET', `/v1/llm-models/${id}`)).json).not.toHaveProperty('profile');
    const changed = await patch(id, { ...LIMITS, prices_per_million: PRICES });
    expect(changed.json).toMatchObject({ ...LIMITS, profile: { ...LIMITS, prices_per_million: PRICES } });
  });

  it('is what its answers cost', async () => {
    await addModel({ prices_per_million: PRICES });
    const agents = createAgentResolver(api.services);
    const usage = { ...ZERO_USAGE, input_tokens: 1_000_000, cache_read_tokens: 400_000, output_tokens: 100_000 };
    const named = { org_id: DEFAULT_ORGANIZATION_ID, provider_type: 'openai_compatible' as const };
    const { db } = api.database;
    expect(await agents.priceUsage(db, { ...named, model: 'local' }, usage)).toMatchObject({ cost_usd: 2.6 });
    expect(await agents.priceUsage(db, { ...named, model: 'other' }, usage)).not.toHaveProperty('cost_usd');
  });
});

describe('what a model has refused', () => {
  it('is left out of later turns, shown, and forgotten with new switches', async () => {
    const id = LlmModelId.parse(idOf(await addModel()));
    const agents = createAgentResolver(api.services);
    const refuse = (parameters: ('max_tokens' | 'strict')[]) =>
      agents.rememberRefused(api.database.db, { org_id: DEFAULT_ORGANIZATION_ID, id, parameters });
    await refuse(['max_tokens']);
    await refuse(['strict', 'max_tokens']);
    expect((await resolve(id)).compat).toMatchObject({ leave_out: ['max_tokens', 'strict'] });
    expect((await api.call('GET', `/v1/llm-models/${id}`)).json).toMatchObject({
      refused_parameters: ['max_tokens', 'strict'],
    });
    expect((await patch(id, { compat: {} })).json).not.toHaveProperty('refused_parameters');
  });
});
