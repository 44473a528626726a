import { Agent, LIMITS } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const BODY = {
  name: 'Ada',
  description: 'd',
  system_prompt: 'Be kind.\n---\n',
  tags: ['x'],
  limits: { max_iterations: 3 },
};
const create = (body: object = {}) => api.call('POST', '/v1/agents', { body: { ...BODY, ...body } });
const send = (type: string, body: string, headers = {}) =>
  api.call('POST', '/v1/agents/import', { body, headers: { 'content-type': type, ...headers } });
const written = (answer: ApiAnswer) => {
  const { id: _id, created_at: _created, updated_at: _updated, ...rest } = Agent.parse(answer.json);
  return rest;
};

describe('an agent', () => {
  it('is exported as Markdown, and imported from it as the same agent', async () => {
    const agent = await create();
    const file = await api.call('GET', `/v1/agents/${idOf(agent)}/export`);
    expect(file.headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="agent-${idOf(agent)}.md"`,
    });
    const imported = await send('text/markdown; charset=utf-8', file.text);
    expect([imported.status, written(imported)]).toEqual([201, written(agent)]);
    expect(idOf(imported)).not.toBe(idOf(agent));
  });

  it('that another product has written is imported, and what it loses is told', async () => {
    const file = '---\nname: reviewer\nmodel: sonnet\ntools: math, Grep\n---\nYou review.';
    const key = { 'idempotency-key': 'foreign' };
    const imported = await send('text/markdown', file, key);
    expect(imported.status).toBe(201);
    expect(imported.json).toMatchObject({
      capabilities: ['math', 'Grep'],
      warnings: [
        { path: 'model', code: 'foreign_field' },
        { path: 'capabilities[0]', code: 'unknown_capability' },
        { path: 'capabilities[1]', code: 'unknown_capability' },
      ],
    });
    expect((await send('text/markdown', file, key)).json).toEqual(imported.json);
  });

  it('is imported once, though the request is repeated', async () => {
    const key = { 'idempotency-key': 'import' };
    const first = await send('text/plain', 'Be brief.', key);
    expect((await send('text/plain', 'Be brief.', key)).json).toEqual(first.json);
    expect(outcomeOf(await send('text/plain', 'Be long.', key))).toBe('422 idempotency_key_reused');
  });

  it('from a bad file is refused, and nothing is made', async () => {
    const count = async () => (await api.database.pool.query('select from agents')).rowCount;
    const before = await count();
    const all = await Promise.all([
      send('image/png', 'x'),
      send('text/plain; charset=latin1', 'x'),
      send('text/plain', 'a\0b'),
      send('text/plain', 'x'.repeat(LIMITS.systemPromptBytes + 1)),
      send('text/plain', 'x'.repeat(LIMITS.agentFileBytes + 1)),
      send('application/yaml', 'name: ['),
      send('application/json', '{"name":"a","system_prompt":"","nonsense":1}'),
      send('text/markdown', '---\nname: a\ndefault_model_id: 01890000-0000-7000-8000-00000000dead\n---\n'),
    ]);
    expect(all.map(outcomeOf)).toEqual([
      '415 unsupported_media_type',
      '415 unsupported_media_type',
      '400 invalid_request',
      '400 invalid_request',
      '413 payload_too_large',
      '400 invalid_request',
      '400 unknown_field',
      '404 not_found',
    ]);
    expect(await count()).toBe(before);
  });

  it('is copied with a name of its own, also when it is archived', async () => {
    const agent = await create();
    await api.call('DELETE', `/v1/agents/${idOf(agent)}`);
    const copy = await api.call('POST', `/v1/agents/${idOf(agent)}/copy`);
    expect([copy.status, written(copy)]).toEqual([201, { ...written(agent), name: 'Ada (copy)' }]);
    const long = await create({ name: 'x'.repeat(LIMITS.agentNameBytes) });
    expect((await api.call('POST', `/v1/agents/${idOf(long)}/copy`)).status).toBe(201);
    expect(outcomeOf(await api.call('POST', '/v1/agents/01890000-0000-7000-8000-00000000dead/copy'))).toBe(
      '404 not_found',
    );
  });

  it('is found by its tag', async () => {
    const id = idOf(await create({ tags: ['rare', 'x'] }));
    const list = async (query: string) =>
      ((await api.call('GET', `/v1/agents?${query}`)).json as { data: Agent[] }).data.map((agent) => agent.id);
    expect(await list('tag=rare')).toEqual([id]);
    expect(await list('tag=rar')).toEqual([]);
    expect(await list('tag=rare&search=nobody')).toEqual([]);
  });
});
