import { randomBytes } from 'node:crypto';
import { DEFAULT_ORGANIZATION_ID, LlmModelId, LlmProvider, Problem } from '@everruns/schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEnvelope } from '../../crypto/envelope.ts';
import { makeKeyRing } from '../../crypto/key-ring.ts';
import { verifyEncryptionKey } from '../../crypto/verify-encryption-key.ts';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { reencryptSecrets } from '../secrets/reencrypt.ts';
import { syncEnvironmentProviders } from '../providers/sync-environment.ts';
import { resolveModel, type ModelChoice } from './resolve.ts';

const NOBODY: ModelChoice = { controls: null, session_model_id: null, agent_model_id: null };
const SECRET = 'sk-canary-0123456789';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const resolve = (choice: Partial<ModelChoice> = {}) =>
  resolveModel(api.services, api.database.db, {
    ctx: { org_id: DEFAULT_ORGANIZATION_ID },
    choice: { ...NOBODY, ...choice },
  });
const addProvider = (body: object = {}) =>
  api.call('POST', '/v1/llm-providers', { body: { name: 'Mine', provider_type: 'openai', api_key: SECRET, ...body } });
const addModel = (provider: string, body: object) => api.call('POST', `/v1/llm-providers/${provider}/models`, { body });

describe('a provider', () => {
  it('never shows its key, and keeps it encrypted', async () => {
    const created = await addProvider();
    const read = await api.call('GET', `/v1/llm-providers/${idOf(created)}`);
    const list = await api.call('GET', '/v1/llm-providers');
    expect(LlmProvider.parse(read.json).api_key_set).toBe(true);
    const { rows } = await api.database.pool.query('select * from llm_providers');
    expect(created.text + read.text + list.text + JSON.stringify(rows)).not.toContain('canary');
  });

  it('gives its key to the engine, for the row it was written in only', async () => {
    const [first, second] = [idOf(await addProvider()), idOf(await addProvider({ api_key: 'sk-other' }))];
    const model = LlmModelId.parse(idOf(await addModel(first, { model_id: 'gpt-4o' })));
    expect(await resolve({ session_model_id: model })).toMatchObject({
      api_key: SECRET,
      model: 'gpt-4o',
      provider_type: 'openai',
      context_window_tokens: 128_000,
    });
    await api.database.pool.query(
      `update llm_providers set api_key_encrypted = (select api_key_encrypted from llm_providers where id = $1) where id = $2`,
      [second, first],
    );
    api.services.modelCache.clear();
    await expect(resolve({ session_model_id: model })).rejects.toMatchObject({
      code: 'no_model',
      message:
        'The model gpt-4o cannot be called: the stored API key of Mine cannot be read. Enter the key of the provider anew, or choose another model.',
    });
  });
});

describe('a model', () => {
  it('takes the place of the default, and a provider has it once', async () => {
    const provider = idOf(await addProvider());
    const first = await addModel(provider, { model_id: 'a', is_default: true });
    const second = await addModel(provider, { model_id: 'b', is_default: true });
    expect((await api.call('GET', `/v1/llm-models/${idOf(first)}`)).json).toMatchObject({ is_default: false });
    expect((await api.call('GET', `/v1/llm-models/${idOf(second)}`)).json).toEqual(second.json);
    const twice = await addModel(provider, { model_id: 'b' });
    expect([twice.status, Problem.parse(twice.json).code]).toEqual([409, 'conflict']);
    expect((await addModel('01890000-0000-7000-8000-00000000dead', { model_id: 'b' })).status).toBe(404);
  });

  it('that an agent or a session names must exist', async () => {
    const model = '01890000-0000-7000-8000-00000000dead';
    const agent = { name: 'a', system_prompt: '' };
    expect((await api.call('POST', '/v1/agents', { body: { ...agent, default_model_id: model } })).status).toBe(404);
    const id = idOf(await api.call('POST', '/v1/agents', { body: agent }));
    expect((await api.call('POST', '/v1/sessions', { body: { agent_id: id, model_id: model } })).status).toBe(404);
    expect((await api.call('POST', '/v1/sessions', { body: { agent_id: id, agent_version: 2 } })).status).toBe(404);
  });
});

describe('the model of a turn', () => {
  it('is the message’s, else the session’s, else the agent’s, else the default', async () => {
    const provider = idOf(await addProvider());
    const [one, two, three] = await Promise.all(
      ['1', '2', '3'].map(async (model_id) => LlmModelId.parse(idOf(await addModel(provider, { model_id })))),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('three models were made');
    await addModel(provider, { model_id: '4', is_default: true });
    const named = async (choice: Partial<ModelChoice>) => (await resolve(choice)).model;
    expect(await named({ controls: { model_id: one }, session_model_id: two, agent_model_id: three })).toBe('1');
    expect(await named({ controls: {}, session_model_id: two, agent_model_id: three })).toBe('2');
    expect(await named({ agent_model_id: three })).toBe('3');
    expect(await named({})).toBe('4');
    expect(await resolve({ controls: { reasoning: { effort: 'low' } } })).toMatchObject({ reasoning_effort: 'low' });
    expect(await resolve()).not.toHaveProperty('reasoning_effort');
  });

  it('is never silently another one', async () => {
    await expect(resolve()).rejects.toMatchObject({ code: 'no_model' });
    const provider = idOf(await addProvider());
    const model = LlmModelId.parse(idOf(await addModel(provider, { model_id: 'a' })));
    await addModel(provider, { model_id: 'b', is_default: true });
    await api.database.pool.query(`update llm_models set status = 'disabled' where id = $1`, [model]);
    await expect(resolve({ session_model_id: model })).rejects.toMatchObject({
      code: 'no_model',
      message: 'The model a cannot be called: it is disabled. Enable it, or choose another model.',
    });
    await api.call('DELETE', `/v1/llm-models/${model}`);
    await expect(resolve({ session_model_id: model })).rejects.toThrow('The chosen model was deleted');
  });

  it.each([
    [{ provider_type: 'openai', api_key: undefined }, 'its provider Mine has no API key. Enter the key'],
    [{ provider_type: 'anthropic', api_key: undefined }, 'its provider Mine has no API key. Enter the key'],
    [{ provider_type: 'openai_compatible' }, 'its provider Mine has no base_url. Add the address'],
    [{ provider_type: 'azure_openai' }, 'its provider Mine has no base_url. Add the address'],
  ])('of %j is none, and the error says what is missing', async (provider, cause) => {
    await addModel(idOf(await addProvider(provider)), { model_id: 'a', is_default: true });
    await expect(resolve()).rejects.toMatchObject({ code: 'no_model', message: expect.stringContaining(cause) });
  });

  it('of a server of one’s own needs no key', async () => {
    const base_url = 'http://127.0.0.1:1/v1';
    await addModel(idOf(await addProvider({ api_key: undefined, base_url })), { model_id: 'a', is_default: true });
    expect(await resolve()).toMatchObject({ model: 'a', base_url, api_key: undefined });
  });
});

describe('the key of the database', () => {
  const key = (id: string) => ({ id, bytes: randomBytes(32) });
  const [first, second, third] = [key('kek-v1'), key('kek-v2'), key('kek-v3')];

  it('is recorded once; another one stops the start, naming both ids; a rotation is accepted', async () => {
    const { db } = api.database;
    await verifyEncryptionKey(db, makeKeyRing(first, null));
    await verifyEncryptionKey(db, makeKeyRing(first, null));
    await expect(verifyEncryptionKey(db, makeKeyRing(second, null))).rejects.toThrow(/kek-v2.*kek-v1/);
    await expect(verifyEncryptionKey(db, makeKeyRing({ ...second, id: 'kek-v1' }, null))).rejects.toThrow();
    await verifyEncryptionKey(db, makeKeyRing(second, first));
    await verifyEncryptionKey(db, makeKeyRing(second, null));
    await expect(verifyEncryptionKey(db, makeKeyRing(third, first))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is changed under every provider key by a rotation', async () => {
    const ring = makeKeyRing(first, null);
    const old = { ...api.services, envelope: createEnvelope(ring) };
    await syncEnvironmentProviders(old, { providers: { openai: { apiKey: SECRET, baseUrl: undefined } } });
    const rotating = { ...api.services, envelope: createEnvelope(makeKeyRing(second, first)) };
    expect([await reencryptSecrets(rotating), await reencryptSecrets(rotating)]).toEqual([
      { wrapped: 1, unreadable: 0 },
      { wrapped: 0, unreadable: 0 },
    ]);
    const after = { ...api.services, envelope: createEnvelope(makeKeyRing(second, null)) };
    after.modelCache.clear();
    const request = { ctx: { org_id: DEFAULT_ORGANIZATION_ID }, choice: NOBODY };
    expect(await resolveModel(after, api.database.db, request)).toMatchObject({ api_key: SECRET });
  });
});
