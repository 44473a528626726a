import { DEFAULT_ORGANIZATION_ID, LlmModelId, OrganizationId } from '@everruns/schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { describeStartModels } from '../models/describe-start.ts';
import { resolveModel, type ModelChoice } from '../models/resolve.ts';
import { modelId, providerId } from './provider-offer.ts';
import { forgetProvider } from './forget.ts';
import { syncEnvironmentProviders } from './sync-environment.ts';

const NOBODY: ModelChoice = { controls: null, session_model_id: null, agent_model_id: null };
const KEY = 'sk-canary-0123456789';
const NONE = { providers: {} };
const OPENAI = { providers: { openai: { apiKey: KEY, baseUrl: 'http://127.0.0.1:1/v1' } } };
const ANTHROPIC = { providers: { anthropic: { apiKey: 'sk-ant', baseUrl: undefined } } };

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api[Symbol.asyncDispose]());

type Brought = Parameters<typeof syncEnvironmentProviders>[1];
const start = (brought: Brought) => syncEnvironmentProviders(api.services, brought);
const resolve = (choice: Partial<ModelChoice> = {}) =>
  resolveModel(api.services, api.database.db, {
    ctx: { org_id: DEFAULT_ORGANIZATION_ID },
    choice: { ...NOBODY, ...choice },
  });
const problem = () =>
  resolve().then(
    () => null,
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );
const query = (sql: string) => api.database.pool.query(sql);
const rows = async () =>
  (
    await query(
      'select p.*, m.id as model, m.is_default from llm_providers p left join llm_models m on m.provider_id = p.id order by p.id, m.id',
    )
  ).rows;
const forget = (vendor: 'openai' | 'anthropic') => {
  const { database } = api;
  return forgetProvider({ databaseUrl: String(database.pool.options.connectionString), vendor });
};
const makeDefault = (id: string) => api.call('PATCH', `/v1/llm-models/${id}`, { body: { is_default: true } });
async function addOwnModel(provider: object): Promise<{ provider: string; model: string }> {
  const made = idOf(await api.call('POST', '/v1/llm-providers', { body: { name: 'Mine', ...provider } }));
  const body = { model_id: 'mine', is_default: true };
  return { provider: made, model: idOf(await api.call('POST', `/v1/llm-providers/${made}/models`, { body })) };
}

describe('a start without a key', () => {
  it('on an empty database makes the simulator the default, however many start at once', async () => {
    await Promise.all([1, 2, 3].map(() => start(NONE)));
    expect(await resolve()).toMatchObject({ provider_type: 'llmsim', model: 'llmsim-default' });
    expect((await api.call('GET', '/v1/llm-models')).json).toMatchObject({ data: [{ model_id: 'llmsim-default' }] });
  });

  it.each([
    ['a key of OpenAI', OPENAI, 'gpt-5.4-mini'],
    ['a key of Anthropic', ANTHROPIC, 'claude-sonnet-4-6'],
  ])('after one with %s changes no row, and the key works on', async (_name, brought, model) => {
    await start(brought);
    const before = await rows();
    await start(NONE);
    expect(await rows()).toEqual(before);
    expect(await resolve()).toMatchObject({ model, api_key: expect.stringMatching(/^sk-/) });
  });

  it('beside starts with different keys switches nothing, whatever their order', async () => {
    await start(OPENAI);
    await Promise.all([NONE, ANTHROPIC, NONE, OPENAI, NONE].map(start));
    expect(await resolve()).toMatchObject({ model: 'gpt-5.4-mini', api_key: KEY });
    const claude = LlmModelId.parse(modelId('anthropic', 'claude-sonnet-4-6'));
    expect(await resolve({ agent_model_id: claude })).toMatchObject({ api_key: 'sk-ant' });
  });

  it.each([
    [
      'its own provider was deleted',
      async () => {
        const { provider } = await addOwnModel({ provider_type: 'openai', api_key: KEY });
        await api.call('DELETE', `/v1/llm-providers/${provider}`);
      },
      'There is no default model',
    ],
    [
      'its own provider was disabled',
      async () => {
        const { provider } = await addOwnModel({ provider_type: 'openai', api_key: KEY });
        await api.call('PATCH', `/v1/llm-providers/${provider}`, { body: { status: 'disabled' } });
      },
      'its provider Mine is disabled. Enable the provider',
    ],
    [
      'its own key was removed',
      async () => {
        const { provider } = await addOwnModel({ provider_type: 'openai', api_key: KEY });
        await api.call('PATCH', `/v1/llm-providers/${provider}`, { body: { api_key: null } });
      },
      'its provider Mine has no API key',
    ],
    [
      'the default model was deleted',
      async () => {
        await api.call('DELETE', `/v1/llm-models/${modelId('openai', 'gpt-5.4-mini')}`);
      },
      'There is no default model',
    ],
    [
      'the default model was disabled',
      async () => {
        const path = `/v1/llm-models/${modelId('openai', 'gpt-5.4-mini')}`;
        await api.call('PATCH', path, { body: { status: 'disabled' } });
      },
      'The model gpt-5.4-mini cannot be called: it is disabled',
    ],
    ['the provider was forgotten', async () => void (await forget('openai')), 'There is no default model'],
    [
      'the stored key was damaged',
      async () => {
        await query(`update llm_providers set api_key_encrypted = '{}' where provider_type = 'openai'`);
      },
      'the stored API key of OpenAI cannot be read. Ask the operator to start the server with OPENAI_API_KEY',
    ],
    [
      'a release before this one had lost the key',
      async () => {
        await query(
          `update llm_providers set status = 'disabled', api_key_encrypted = null where provider_type = 'openai'`,
        );
      },
      'its provider OpenAI is disabled. Ask the operator to start the server with OPENAI_API_KEY',
    ],
  ])('never lets the simulator answer because %s', async (_name, lose, cause) => {
    await start(OPENAI);
    await lose();
    api.services.modelCache.clear();
    for (const brought of [NONE, NONE]) await start(brought);
    expect(await problem()).toContain(`no_model: `);
    expect(await problem()).toContain(cause);
  });
});

describe('a start with a key', () => {
  it('writes the provider and its key, and the simulated default yields to it', async () => {
    await start(NONE);
    await start(OPENAI);
    expect(await resolve()).toMatchObject({
      provider_type: 'openai',
      api_key: KEY,
      base_url: OPENAI.providers.openai.baseUrl,
      allow_private_address: true,
    });
  });

  it('leaves the default that a person chose, a simulated one too', async () => {
    await start(OPENAI);
    await makeDefault(modelId('llmsim', 'llmsim-default'));
    await start(OPENAI);
    expect(await resolve()).toMatchObject({ provider_type: 'llmsim' });
    await addOwnModel({ provider_type: 'llmsim' });
    await start(ANTHROPIC);
    expect(await resolve()).toMatchObject({ model: 'mine' });
    await addOwnModel({ provider_type: 'openai', api_key: KEY });
    await start(ANTHROPIC);
    expect(await resolve()).toMatchObject({ provider_type: 'openai', model: 'mine' });
  });

  it('brings back what a release before this one had disabled', async () => {
    await start(OPENAI);
    await query(
      `update llm_providers set status = 'disabled', api_key_encrypted = null where provider_type = 'openai'`,
    );
    await makeDefault(modelId('llmsim', 'llmsim-default'));
    await start(OPENAI);
    expect(await resolve()).toMatchObject({ model: 'gpt-5.4-mini', api_key: KEY });
  });

  it('gives a database without a default one that it brings', async () => {
    await start(OPENAI);
    await forget('openai');
    await start(ANTHROPIC);
    expect(await resolve()).toMatchObject({ model: 'claude-sonnet-4-6' });
  });
});

describe('a provider that is forgotten', () => {
  it('is gone with key and models, and comes back under its ids when the key does', async () => {
    await start({ providers: { ...OPENAI.providers, ...ANTHROPIC.providers } });
    const gpt = LlmModelId.parse(modelId('openai', 'gpt-5.4'));
    expect([await forget('openai'), await forget('openai'), await forget('anthropic')]).toEqual([
      'forgotten_with_default',
      'absent',
      'forgotten',
    ]);
    expect((await query('select provider_type from llm_providers')).rows).toEqual([{ provider_type: 'llmsim' }]);
    api.services.modelCache.clear();
    await expect(resolve({ agent_model_id: gpt })).rejects.toMatchObject({ code: 'no_model' });
    await start(OPENAI);
    expect(await resolve({ agent_model_id: gpt })).toMatchObject({ model: 'gpt-5.4', api_key: KEY });
    expect((await query('select actor, action, target_id from audit_log order by created_at')).rows).toEqual([
      { actor: 'operator', action: 'forget_provider', target_id: providerId('openai') },
      { actor: 'operator', action: 'forget_provider', target_id: providerId('anthropic') },
    ]);
  });
});

describe('what the operator is told at a start', () => {
  const told = async (brought: Brought) => {
    await start(brought);
    return describeStartModels(api.services, brought);
  };

  it('says which model answers and where its key comes from', async () => {
    expect(await told(NONE)).toEqual({ default: { kind: 'simulated', isChosen: false }, given: [], stored: [] });
    const real = { kind: 'real', model: 'gpt-5.4-mini', provider: 'OpenAI' };
    expect(await told(OPENAI)).toEqual({ default: real, given: ['openai'], stored: [] });
    expect(await told(NONE)).toEqual({ default: real, given: [], stored: ['openai'] });
    await forget('openai');
    expect(await told(NONE)).toEqual({
      default: { kind: 'none', problem: 'There is no default model.' },
      given: [],
      stored: [],
    });
  });
});

describe('an organization without a default model', () => {
  const other = { org_id: OrganizationId.parse('01890000-0000-7000-8000-0000000000b0') };
  const resolveOther = (services: TestApi['services'], choice: Partial<ModelChoice> = {}) =>
    resolveModel(services, services.db, { ctx: other, choice: { ...NOBODY, ...choice } });

  it('borrows the operator’s where keys are shared, and cannot choose it', async () => {
    await start(OPENAI);
    const shared = { ...api.services, areDefaultKeysShared: true };
    await expect(resolveOther(api.services)).rejects.toMatchObject({ code: 'no_model' });
    const borrowed = await resolveOther(shared);
    expect(borrowed).toMatchObject({ provider_type: 'openai', api_key: KEY });
    await expect(resolveOther(shared, { session_model_id: borrowed.id })).rejects.toMatchObject({ code: 'no_model' });
  });

  it('never borrows the simulator', async () => {
    await start(NONE);
    const shared = { ...api.services, areDefaultKeysShared: true };
    await expect(resolveOther(shared)).rejects.toMatchObject({ code: 'no_model' });
  });
});
