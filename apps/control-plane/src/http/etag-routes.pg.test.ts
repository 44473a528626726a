import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, outcomeOf, startTestApi, type TestApi } from '../testing/test-api.ts';

const RIVALS = 10;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const made = async (path: string, body: unknown): Promise<string> => idOf(await api.call('POST', path, { body }));
const agent = () => made('/v1/agents', { name: 'a', system_prompt: '' });
const session = async () => made('/v1/sessions', { agent_id: await agent() });
const provider = () => made('/v1/llm-providers', { name: 'p', provider_type: 'llmsim' });

interface Edited {
  path: string;
  body: (rival: number) => object;
}

/** Every route that changes a noun with an entity tag. */
const EDITS: Record<string, () => Promise<Edited>> = {
  update_agent: async () => ({ path: `/v1/agents/${await agent()}`, body: (n) => ({ name: `n${n}` }) }),
  update_session: async () => ({ path: `/v1/sessions/${await session()}`, body: (n) => ({ title: `n${n}` }) }),
  update_file: async () => {
    const path = `/v1/sessions/${await session()}/fs/a.txt`;
    await api.call('POST', path, { body: { content: 'a' } });
    return { path, body: (n) => ({ content: `n${n}` }) };
  },
  update_llm_provider: async () => ({
    path: `/v1/llm-providers/${await provider()}`,
    body: (n) => ({ name: `n${n}` }),
  }),
  update_mcp_server: async () => ({
    path: `/v1/mcp-servers/${await made('/v1/mcp-servers', { name: 'm', url: 'http://127.0.0.1:9/mcp' })}`,
    body: (n) => ({ name: `n${n}` }),
  }),
  update_webhook: async () => ({
    path: `/v1/webhooks/${await made('/v1/webhooks', { url: 'https://a.example', events: ['turn.failed'] })}`,
    body: (n) => ({ description: `n${n}` }),
  }),
  update_view: async () => ({
    path: `/v1/views/${await made('/v1/views', { name: 'v', filter: {} })}`,
    body: (n) => ({ name: `n${n}` }),
  }),
  update_llm_model: async () => {
    const id = await made(`/v1/llm-providers/${await provider()}/models`, { model_id: 'm' });
    return { path: `/v1/llm-models/${id}`, body: (n) => ({ display_name: `n${n}` }) };
  },
};

const tagged = () =>
  api.routes.filter(
    ({ operationId, errors, method }) =>
      errors.includes('precondition_failed') && method !== 'delete' && !operationId.endsWith('_nested'),
  );

describe('If-Match', () => {
  it('has a row below for every route that knows it', () => {
    expect(
      tagged()
        .map(({ operationId }) => operationId)
        .toSorted(),
    ).toEqual(Object.keys(EDITS).toSorted());
  });

  it.each(Object.entries(EDITS))('of %s: of ten edits with one tag exactly one wins', async (name, prepare) => {
    const { path, body } = await prepare();
    const method = api.routes.find(({ operationId }) => operationId === name)?.method.toUpperCase() ?? '';
    const read = await api.call('GET', path);
    const headers = { 'if-match': String(read.headers.etag) };
    const answers = await Promise.all(
      Array.from({ length: RIVALS }, (_, n) => api.call(method, path, { body: body(n), headers })),
    );
    const lost = Array<string>(RIVALS - 1).fill('412 precondition_failed');
    expect(answers.map(outcomeOf).toSorted()).toEqual(['200', ...lost]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const after = await api.call('GET', path);
    expect(after.json).toMatchObject(body(winner));
    expect(after.headers.etag).toBe(answers[winner]?.headers.etag);
    expect(outcomeOf(await api.call('DELETE', path, { headers }))).toBe('412 precondition_failed');
  });
});
