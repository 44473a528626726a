import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DEFAULT_ORGANIZATION_ID,
  LlmModel,
  LlmProvider,
  LlmProviderCheck,
  LlmProviderType,
  LlmProviderTypeInfo,
  pageOf,
} from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { checkLlmProvider } from './check.ts';
import { encryptProviderKey } from './provider-key.ts';
import { syncEnvironmentProviders } from './sync-environment.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

const SECRET = 'sk-canary-0123456789';

let api: TestApi;
let vendor: Server;
let base = '';
/** What the vendor was asked, and with which credential. */
const asked: string[] = [];
beforeAll(async () => {
  api = await startTestApi();
  vendor = createServer((request, response) => {
    const credential = request.headers.authorization ?? request.headersDistinct['x-api-key']?.[0] ?? '-';
    asked.push(`${request.method} ${request.url} ${credential}`);
    const answers: Record<string, [number, string]> = {
      '/v1/models': [
        request.headers.authorization === `Bearer ${SECRET}` ? 200 : 401,
        '{"data":[{"id":"b"},{"id":"a"}]}',
      ],
      '/v1/models?limit=1000': [200, '{"data":[{"id":"claude"}]}'],
      '/page/models': [200, '<html>'],
      '/moved/models': [302, ''],
      '/huge/models': [200, `{"data":[],"padding":"${'x'.repeat(5_000_000)}"}`],
    };
    const [status, body] = answers[request.url ?? ''] ?? [404, `canary of the vendor's page`];
    response.writeHead(status, { location: `${base}/v1/models` }).end(body);
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
});
afterAll(async () => {
  vendor.close();
  await api[Symbol.asyncDispose]();
});

const PROVIDERS = '/v1/llm-providers';
const addProvider = (body: object = {}) =>
  api.call('POST', PROVIDERS, {
    body: { name: 'Mine', provider_type: 'openai', base_url: `${base}/v1`, api_key: SECRET, ...body },
  });
const addModel = (provider: string, body: object) => api.call('POST', `${PROVIDERS}/${provider}/models`, { body });
const patch = (id: string, body: object, headers = {}) => api.call('PATCH', `${PROVIDERS}/${id}`, { body, headers });
const check = async (id: string, headers = {}) =>
  LlmProviderCheck.parse((await api.call('POST', `${PROVIDERS}/${id}/check`, { headers })).json);

describe('the types of providers', () => {
  it('are listed with what each of them needs, and each can be stored', async () => {
    const { data } = pageOf(LlmProviderTypeInfo).parse((await api.call('GET', '/v1/llm-provider-types')).json);
    expect(data.map(({ type }) => type)).toEqual(LlmProviderType.options);
    for (const { type } of data) expect((await addProvider({ provider_type: type })).status).toBe(201);
  });
});

describe('a check of a provider', () => {
  it('lists the models when the key is good, and says when it is not', async () => {
    expect(await check(idOf(await addProvider()))).toEqual({
      status: 'ok',
      detail: 'The key is good. The provider offers 2 models.',
      models: ['b', 'a'],
    });
    const rejected = await check(idOf(await addProvider({ api_key: 'sk-wrong' })));
    expect([rejected.status, rejected.models]).toEqual(['key_rejected', []]);
    expect(rejected.detail).not.toContain('sk-wrong');
  });

  it('speaks to each type of provider in its way', async () => {
    asked.length = 0;
    expect(await check(idOf(await addProvider({ provider_type: 'anthropic', base_url: base })))).toMatchObject({
      models: ['claude'],
    });
    expect(asked).toEqual([`GET /v1/models?limit=1000 ${SECRET}`]);
    expect(await check(idOf(await addProvider({ provider_type: 'llmsim' })))).toMatchObject({ status: 'ok' });
  });

  it.each([
    ['page', 'failed'],
    ['moved', 'failed'],
    ['huge', 'failed'],
    ['nowhere', 'failed'],
  ])('at /%s finds that it %s, and repeats nothing of what came', async (path, status) => {
    const answer = await check(idOf(await addProvider({ base_url: `${base}/${path}` })));
    expect(answer).toMatchObject({ status, models: [] });
    expect(answer.detail).not.toMatch(/canary|html/);
  });

  it('tells what is missing before it asks anyone', async () => {
    asked.length = 0;
    const without = await addProvider({ api_key: undefined });
    expect(await check(idOf(without))).toMatchObject({
      status: 'key_rejected',
      detail: 'There is no API key. Add one.',
    });
    const odd = LlmProvider.parse((await addProvider()).json);
    // As an earlier release took it.
    const ctx = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'tester', subjects: EVERY_SUBJECT, request_id: 'r' };
    const payload = encryptProviderKey(api.services.envelope, ctx, { id: odd.id, api_key: 'sk\n1' });
    await api.database.pool.query('update llm_providers set api_key_encrypted = $1 where id = $2', [payload, odd.id]);
    expect(await check(odd.id)).toMatchObject({ status: 'key_rejected' });
    const homeless = await addProvider({ provider_type: 'openai_compatible', base_url: undefined });
    expect(await check(idOf(homeless))).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('base_url'),
    });
    expect(asked).toEqual([]);
  });

  it('cannot reach what no call may reach, nor what is not there', async () => {
    for (const base_url of ['http://169.254.169.254/v1', 'http://127.0.0.1:1/v1']) {
      expect(await check(idOf(await addProvider({ base_url })))).toMatchObject({ status: 'unreachable', models: [] });
    }
  });

  it('beyond loopback reaches no private address', async () => {
    const remote = { ...api.services, allowPrivateProviders: false };
    asked.length = 0;
    const provider = LlmProvider.parse((await addProvider()).json);
    const ctx = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'tester', subjects: EVERY_SUBJECT, request_id: 'r' };
    const input = { provider_id: provider.id, idempotency: null, signal: AbortSignal.timeout(10_000) };
    expect(await checkLlmProvider(remote, ctx, input)).toMatchObject({ status: 'unreachable' });
    expect(asked).toEqual([]);
  });

  it('repeated with its key asks nobody again', async () => {
    const id = idOf(await addProvider());
    const first = await check(id, { 'idempotency-key': 'check' });
    asked.length = 0;
    expect(await check(id, { 'idempotency-key': 'check' })).toEqual(first);
    expect(asked).toEqual([]);
  });
});

describe('a change of a provider', () => {
  it('keeps the key where it leads to the same origin, and takes a new one', async () => {
    const id = idOf(await addProvider());
    const changed = await patch(id, { name: 'Yours', base_url: `${base}/v1?team=a` });
    expect(LlmProvider.parse(changed.json)).toMatchObject({ name: 'Yours', api_key_set: true });
    await patch(id, { base_url: `${base}/v1` });
    expect(await check(id)).toMatchObject({ status: 'ok' });
    await patch(id, { api_key: 'sk-wrong' });
    expect(await check(id)).toMatchObject({ status: 'key_rejected' });
    expect((await patch(id, { api_key: null })).json).toMatchObject({ api_key_set: false });
  });

  it.each([
    { provider_type: 'anthropic' },
    { base_url: 'http://127.0.0.2:1/v1' },
    { base_url: 'https://127.0.0.1:1/v1' },
    { base_url: null },
  ])('to %j forgets the key, in the row too', async (body) => {
    const id = idOf(await addProvider());
    expect((await patch(id, body)).json).toMatchObject({ api_key_set: false });
    const { rows } = await api.database.pool.query('select api_key_encrypted from llm_providers where id = $1', [id]);
    expect(rows).toEqual([{ api_key_encrypted: null }]);
    expect((await patch(id, { ...body, api_key: SECRET })).json).toMatchObject({ api_key_set: true });
  });

  it('with one tag is won by exactly one of ten, though all change only the key', async () => {
    const created = await addProvider();
    const tag = { 'if-match': String(created.headers.etag) };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => patch(idOf(created), { api_key: `sk-${n}` }, tag)),
    );
    expect(answers.map(outcomeOf).toSorted()).toEqual(['200', ...Array(9).fill('412 precondition_failed')]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await api.call('GET', `${PROVIDERS}/${idOf(created)}`)).headers.etag).toBe(winner?.headers.etag);
  });

  it('of one that the environment brought is refused: the next start would undo it', async () => {
    await syncEnvironmentProviders(api.services, {
      providers: { openai: { apiKey: SECRET, baseUrl: `${base}/v1` } },
    });
    const list = (await api.call('GET', `${PROVIDERS}?limit=100`)).json as { data: LlmProvider[] };
    const id = list.data.find(({ name }) => name === 'OpenAI')?.id ?? '';
    expect(outcomeOf(await patch(id, { base_url: 'http://127.0.0.1:1/v1' }))).toBe('409 conflict');
    expect(outcomeOf(await api.call('DELETE', `${PROVIDERS}/${id}`))).toBe('409 conflict');
    expect(await check(id)).toMatchObject({ status: 'ok' });
  });
});

describe('a provider that is deleted', () => {
  it('is gone with its models, for one who read it as it is', async () => {
    const created = await addProvider();
    const model = idOf(await addModel(idOf(created), { model_id: 'gpt-4o' }));
    await patch(idOf(created), { name: 'New' });
    const path = `${PROVIDERS}/${idOf(created)}`;
    const stale = { headers: { 'if-match': String(created.headers.etag) } };
    expect(outcomeOf(await api.call('DELETE', path, stale))).toBe('412 precondition_failed');
    expect(outcomeOf(await api.call('DELETE', path))).toBe('204');
    const after = [
      await api.call('GET', path),
      await api.call('DELETE', path),
      await api.call('GET', `/v1/llm-models/${model}`),
    ];
    expect(after.map(outcomeOf)).toEqual(Array(3).fill('404 not_found'));
  });
});

describe('a change of a model', () => {
  const path = (model: ApiAnswer) => `/v1/llm-models/${idOf(model)}`;

  it('renames, disables and shows what the catalog says', async () => {
    const model = await addModel(idOf(await addProvider()), { model_id: 'gpt-5-mini' });
    expect(LlmModel.parse(model.json).profile).toMatchObject({ max_output_tokens: 128_000 });
    const changed = await api.call('PATCH', path(model), { body: { display_name: 'Fast', status: 'disabled' } });
    expect(LlmModel.parse(changed.json)).toMatchObject({
      display_name: 'Fast',
      status: 'disabled',
      model_id: 'gpt-5-mini',
    });
    expect((await api.call('GET', path(model))).json).toEqual(changed.json);
    expect((await api.call('GET', path(model))).headers.etag).toBe(changed.headers.etag);
  });

  it('of a disabled provider does not disable the model itself', async () => {
    const provider = idOf(await addProvider());
    const model = await addModel(provider, { model_id: 'm' });
    await patch(provider, { status: 'disabled' });
    expect((await api.call('PATCH', path(model), { body: { display_name: 'x' } })).json).toMatchObject({
      status: 'disabled',
    });
    await patch(provider, { status: 'active' });
    expect((await api.call('GET', path(model))).json).toMatchObject({ status: 'active', display_name: 'x' });
  });

  it('makes it the default, and of many at once the organization keeps exactly one', async () => {
    const provider = idOf(await addProvider());
    const models = await Promise.all(['a', 'b', 'c', 'd'].map((model_id) => addModel(provider, { model_id })));
    const answers = await Promise.all([
      ...models.map((model) => api.call('PATCH', path(model), { body: { is_default: true } })),
      addModel(provider, { model_id: 'e', is_default: true }),
    ]);
    expect(answers.map(outcomeOf)).toEqual(['200', '200', '200', '200', '201']);
    const { rows } = await api.database.pool.query('select id from llm_models where is_default');
    expect(rows).toHaveLength(1);
    await api.call('PATCH', `/v1/llm-models/${rows[0].id}`, { body: { is_default: false } });
    expect((await api.database.pool.query('select from llm_models where is_default')).rowCount).toBe(0);
  });

  it('with one tag is won by exactly one', async () => {
    const created = await addModel(idOf(await addProvider()), { model_id: 'm' });
    const tag = { 'if-match': String((await api.call('GET', path(created))).headers.etag) };
    const rename = (n: number) => api.call('PATCH', path(created), { body: { display_name: `n${n}` }, headers: tag });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => rename(n)));
    expect(answers.map(outcomeOf).toSorted()).toEqual(['200', ...Array(9).fill('412 precondition_failed')]);
    expect(outcomeOf(await api.call('DELETE', path(created), { headers: tag }))).toBe('412 precondition_failed');
    expect(outcomeOf(await api.call('DELETE', path(created)))).toBe('204');
    expect(outcomeOf(await api.call('GET', path(created)))).toBe('404 not_found');
  });
});
