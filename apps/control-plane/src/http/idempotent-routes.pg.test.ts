import { randomUUID } from 'node:crypto';
import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { omitUndefined } from '@everruns/kernel';
import { DEFAULT_ORGANIZATION_ID, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  // The duration counts the model calls, so it would reveal a second call.
  let calls = 0;
  const said = { text: 'yes', tool_call: 'yes', picture: 'no', streaming: 'yes', usage_reported: 'yes' } as const;
  api = await startTestApi({
    capabilities: CAPABILITY_CATALOG,
    probeModel: async () => ({ status: 'ok', detail: '', ...said, left_out_parameters: [], duration_ms: (calls += 1) }),
  });
});
afterAll(() => api[Symbol.asyncDispose]());

interface Post {
  path: string;
  body?: unknown;
  /** Another body, for which the same key must be refused. */
  otherBody?: unknown;
  type?: string;
}

const made = async (path: string, body: unknown): Promise<string> => idOf(await api.call('POST', path, { body }));
const agent = () => made('/v1/agents', { name: 'a', system_prompt: '' });
const session = async () => made('/v1/sessions', { agent_id: await agent() });
const model = async () => made(`/v1/llm-providers/${await provider()}/models`, { model_id: 'm' });
const webhook = () => made('/v1/webhooks', { url: 'https://a.example/hooks', events: ['turn.failed'] });
const DELIVERY = `insert into webhook_deliveries (org_id, id, webhook_id, event, status, data, next_at, created_at)
  values ($1, $2, $3, 'turn.failed', 'failed', '{}', now(), now())`;
const mcpServer = (name: string) => made('/v1/mcp-servers', { name, url: 'http://127.0.0.1:9/mcp' });
const provider = () => made('/v1/llm-providers', { name: 'p', provider_type: 'llmsim' });
const message = (text: string) => ({ message: { content: [{ type: 'text', text }] } });
async function turn(): Promise<string> {
  const id = await session();
  await api.call('POST', `/v1/sessions/${id}/messages`, { body: message('Hello') });
  const { data } = (await api.call('GET', `/v1/sessions/${id}/turns`)).json as { data: { id: string }[] };
  return `/v1/sessions/${id}/turns/${data[0]?.id}`;
}
/** The path of the first message in the session of a turn. */
async function firstMessage(turnPath: string): Promise<string> {
  const messages = turnPath.replace(/\/turns\/.*/, '/messages');
  const { data } = (await api.call('GET', `${messages}?order=asc`)).json as { data: { id: string }[] };
  return `${messages}/${data[0]?.id}`;
}
async function file(): Promise<string> {
  const id = await session();
  await api.call('POST', `/v1/sessions/${id}/fs/a.txt`, { body: { content: 'a' } });
  return `/v1/sessions/${id}/fs`;
}

/**
 * Every POST that changes data, with a first request and a different one. A new POST that is missing here fails the test below.
 */
const POSTS: Record<string, () => Promise<Post>> = {
  create_agent: async () => ({
    path: '/v1/agents',
    body: { name: 'a', system_prompt: '' },
    otherBody: { name: 'b', system_prompt: '' },
  }),
  import_agent: async () => ({
    path: '/v1/agents/import',
    body: 'Be kind.',
    otherBody: 'Be brief.',
    type: 'text/plain',
  }),
  copy_agent: async () => ({ path: `/v1/agents/${await agent()}/copy` }),
  unarchive_agent: async () => {
    const path = `/v1/agents/${await agent()}`;
    await api.call('DELETE', path);
    return { path: `${path}/unarchive` };
  },
  restore_agent_version: async () => {
    const path = `/v1/agents/${await agent()}`;
    await api.call('PATCH', path, { body: { description: 'changed' } });
    return { path: `${path}/versions/1/restore` };
  },
  create_session: async () => {
    const id = await agent();
    return { path: '/v1/sessions', body: { agent_id: id }, otherBody: { agent_id: id, title: 't' } };
  },
  fork_session: async () => ({
    path: `/v1/sessions/${await session()}/fork`,
    body: { title: 'a', ...message('Hello') },
    otherBody: { title: 'b' },
  }),
  clear_session_taint: async () => ({ path: `/v1/sessions/${await session()}/taint/clear` }),
  cancel_session: async () => {
    const path = (await turn()).replace(/\/turns\/.*/, '');
    await api.call('POST', `${path}/messages`, { body: message('Queued') });
    return { path: `${path}/cancel` };
  },
  create_message: async () => ({
    path: `/v1/sessions/${await session()}/messages`,
    body: message('Hello'),
    otherBody: message('Bye'),
  }),
  cancel_turn: async () => ({ path: `${await turn()}/cancel` }),
  retry_turn: async () => {
    const path = await turn();
    await api.call('POST', `${path}/cancel`);
    return { path: `${path}/retry` };
  },
  exclude_message: async () => {
    const path = await turn();
    await api.call('POST', `${path}/cancel`);
    return { path: `${await firstMessage(path)}/exclude` };
  },
  redact_message: async () => {
    const path = await turn();
    await api.call('POST', `${path}/cancel`);
    return { path: `${await firstMessage(path)}/redact` };
  },
  create_feedback: async () => ({
    path: `${await firstMessage(await turn())}/feedback`,
    body: { rating: 'up' },
    otherBody: { rating: 'down' },
  }),
  move_file: async () => ({
    path: `${await file()}/_/move`,
    body: { src_path: '/a.txt', dst_path: '/b.txt' },
    otherBody: { src_path: '/b.txt', dst_path: '/c.txt' },
  }),
  copy_file: async () => ({
    path: `${await file()}/_/copy`,
    body: { src_path: '/a.txt', dst_path: '/b.txt' },
    otherBody: { src_path: '/a.txt', dst_path: '/c.txt' },
  }),
  create_file: async () => ({
    path: `/v1/sessions/${await session()}/fs/a.txt`,
    body: { content: 'a' },
    otherBody: { content: 'b' },
  }),
  create_llm_provider: async () => ({
    path: '/v1/llm-providers',
    body: { name: 'p', provider_type: 'openai', api_key: 'sk-1' },
    otherBody: { name: 'p', provider_type: 'openai', api_key: 'sk-2' },
  }),
  create_mcp_server: async () => ({
    path: '/v1/mcp-servers',
    body: { name: 'one', url: 'https://mcp.example.com/mcp' },
    otherBody: { name: 'two', url: 'https://mcp.example.com/mcp' },
  }),
  create_webhook: async () => ({
    path: '/v1/webhooks',
    body: { url: 'https://a.example/hooks', events: ['turn.failed'] },
    otherBody: { url: 'https://b.example/hooks', events: ['turn.failed'] },
  }),
  create_session_job: async () => ({
    path: '/v1/session-jobs',
    body: { action: 'cancel', filter: { outcome: 'failed' } },
    otherBody: { action: 'retry', filter: { outcome: 'failed' } },
  }),
  create_view: async () => ({
    path: '/v1/views',
    body: { name: 'one', filter: {} },
    otherBody: { name: 'two', filter: {} },
  }),
  rotate_webhook_secret: async () => ({ path: `/v1/webhooks/${await webhook()}/rotate-secret` }),
  replay_webhook_delivery: async () => {
    const [webhookId, id] = [await webhook(), randomUUID()];
    const values = [DEFAULT_ORGANIZATION_ID, id, webhookId];
    await api.database.pool.query(DELIVERY, values);
    return { path: `/v1/webhooks/${webhookId}/deliveries/${id}/replay` };
  },
  check_mcp_server: async () => ({ path: `/v1/mcp-servers/${await mcpServer('checked')}/check` }),
  check_llm_provider: async () => ({ path: `/v1/llm-providers/${await provider()}/check` }),
  check_llm_model: async () => ({ path: `/v1/llm-models/${await model()}/check` }),
  run_tool: async () => ({
    path: '/v1/tools/math/add/run',
    body: { arguments: { a: 1, b: 2 } },
    otherBody: { arguments: { a: 1, b: 3 } },
  }),
  create_llm_model: async () => ({
    path: `/v1/llm-providers/${await provider()}/models`,
    body: { model_id: 'm' },
    otherBody: { model_id: 'n' },
  }),
};
const READING = ['stat_file', 'grep_files', 'read_mcp_resource', 'get_mcp_prompt'];
/** Need a running turn: see “a call that its client answers” in engine.pg.test.ts, and approvals.e2e.test.ts. */
const IN_THE_ENGINE = ['create_tool_results', 'resolve_approval'];

/** Their answers hold what may be used once, and is not stored. */
const USED_ONCE = ['start_mcp_login', 'finish_mcp_login'];

const posts = () =>
  api.routes.filter(
    ({ method, auth, tag, operationId }) =>
      method === 'post' &&
      auth === 'session' &&
      !['auth', 'organizations'].includes(tag) &&
      !operationId.endsWith('_nested'),
  );

async function snapshot(): Promise<string> {
  const tables = ['agents', 'agent_versions', 'sessions', 'turns', 'turn_inputs', 'events', 'outbox', 'session_files'];
  const counts = [
    ...tables,
    'llm_providers',
    'llm_models',
    'mcp_servers',
    'session_jobs',
    'views',
    'webhooks',
    'webhook_deliveries',
    'audit_log',
  ].map((table) => `(select md5(string_agg(t::text, ',' order by t::text)) from ${table} t) as ${table}`);
  return JSON.stringify((await api.database.pool.query(`select ${counts.join(', ')}`)).rows);
}

describe('Idempotency-Key', () => {
  it('has a row below for every POST that is not about logins and members', () => {
    const known = [...Object.keys(POSTS), ...READING, ...IN_THE_ENGINE, ...USED_ONCE];
    expect(
      posts()
        .map(({ operationId }) => operationId)
        .toSorted(),
    ).toEqual(known.toSorted());
  });

  it.each(Object.entries(POSTS))('of %s: a double click is one effect, a repetition none', async (name, prepare) => {
    const post = await prepare();
    const headers = {
      'idempotency-key': `key-${name}`,
      ...omitUndefined({ 'content-type': post.type }),
    };
    const send = (body: unknown = post.body) => api.call('POST', post.path, { headers, ...omitUndefined({ body }) });
    const [first, second] = await Promise.all([send(), send()]);
    expect([200, 201, 202]).toContain(first.status);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    const before = await snapshot();
    const third = await send();
    expect([third.status, third.text, third.headers.etag]).toEqual([first.status, first.text, first.headers.etag]);
    if (post.otherBody !== undefined) {
      const other = await send(post.otherBody);
      expect([other.status, Problem.parse(other.json).code]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await snapshot()).toBe(before);
  });
});
