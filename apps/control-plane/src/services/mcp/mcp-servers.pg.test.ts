import { createSampleServer, startMcpServer, type LocalMcpServer } from '@everruns/mcp/testing';
import { LIMITS, McpServer, McpServerCheck, McpTool, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authSettings, bearer, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const TOKEN = 'canary-token-0123456789';

let api: TestApi;
let full: TestApi;
let server: LocalMcpServer;
beforeAll(async () => {
  [api, full] = await Promise.all([startTestApi(), startTestApi({ auth: authSettings('full') })]);
  server = await startMcpServer({
    setUp: () => createSampleServer(),
    intercept: async (request) =>
      request.headers.get('authorization') === `Bearer ${TOKEN}` ? null : new Response('no', { status: 401 }),
  });
});
afterAll(async () => {
  for (const open of [server, api, full]) await open[Symbol.asyncDispose]();
});

let count = 0;
const register = async (body: object = {}): Promise<McpServer> => {
  const given = {
    name: `s${(count += 1)}`,
    url: server.url,
    auth: 'headers',
    headers: { Authorization: `Bearer ${TOKEN}` },
    ...body,
  };
  const made = await api.call('POST', '/v1/mcp-servers', { body: given });
  expect(made.text).not.toContain('canary');
  return McpServer.parse(made.json);
};
const check = async ({ id }: McpServer) =>
  McpServerCheck.parse((await api.call('POST', `/v1/mcp-servers/${id}/check`)).json);
const toolsOf = async ({ id }: McpServer) =>
  pageOf(McpTool).parse((await api.call('GET', `/v1/mcp-servers/${id}/tools`)).json).data;

describe('an MCP server', () => {
  it('is registered with headers that are sent and never shown, and is checked', async () => {
    const made = await register();
    expect(made).toMatchObject({ header_names: ['Authorization'], status: 'active', transport: 'streamable_http' });
    expect(await check(made)).toMatchObject({
      status: 'ok',
      server_name: 'sample',
      protocol_version: '2026-07-28',
      tool_count: 6,
    });
    const { json, text } = await api.call('GET', `/v1/mcp-servers/${made.id}`);
    expect(json).toMatchObject({ checked_at: expect.any(String) });
    expect(json).not.toHaveProperty('last_error');
    expect(text).not.toContain('canary');
  });

  it('gives its tools the effect and the policy that it hints, unless its settings say otherwise', async () => {
    const plain = await toolsOf(await register({ name: 'plain' }));
    expect(plain.map(({ remote_name, effect, policy }) => [remote_name, effect, policy])).toEqual([
      ['echo', 'read', 'auto'],
      ['sum', 'idempotent', 'auto'],
      ['delete.everything', 'once', 'requires_approval'],
      ['picture', 'once', 'auto'],
      ['fail', 'once', 'auto'],
      ['count', 'once', 'auto'],
    ]);
    const settings = {
      tool_filter: { include: ['echo', 'd*', 'c*'], exclude: ['count'] },
      policy_overrides: { '*': 'requires_approval', 'delete.*': 'auto', echo: 'auto' },
    };
    const chosen = await toolsOf(await register({ name: 'chosen', ...settings }));
    expect(chosen.map(({ remote_name, policy }) => [remote_name, policy])).toEqual([
      ['echo', 'auto'],
      ['delete.everything', 'auto'],
    ]);
  });

  it('with 700 tools gives agents 500 of them, and says so', async () => {
    await using large = await startMcpServer({
      setUp: () => {
        const sample = createSampleServer();
        for (let at = 0; at < 700; at += 1) {
          sample.registerTool(`tool_${at}`, { description: 'x'.repeat(200) }, () => ({ content: [] }));
        }
        return sample;
      },
    });
    const made = await register({ url: large.url });
    expect(await check(made)).toMatchObject({
      status: 'ok',
      tool_count: 500,
      detail: expect.stringContaining('more than 500'),
    });
    expect(await toolsOf(made)).toHaveLength(500);
  });

  it.each([
    ['unauthorized', { headers: { Authorization: 'Bearer another-0123' } }],
    ['unreachable', { url: 'http://127.0.0.1:9/mcp' }],
  ])('that does not answer is %s, and says so in its row', async (status, body) => {
    const made = await register(body);
    expect(await check(made)).toMatchObject({ status });
    expect((await api.call('GET', `/v1/mcp-servers/${made.id}`)).json).toMatchObject({
      last_error: expect.any(String),
    });
    const { status: code, json } = await api.call('GET', `/v1/mcp-servers/${made.id}/tools`);
    expect([code, json]).toMatchObject([424, { code: 'mcp_server_unavailable' }]);
  });

  it('loses its headers when it moves to another origin, and keeps them when it is renamed', async () => {
    const made = await register();
    const patch = (body: object) => api.call('PATCH', `/v1/mcp-servers/${made.id}`, { body });
    expect((await patch({ name: 'renamed' })).json).toMatchObject({ header_names: ['Authorization'] });
    expect((await patch({ url: 'https://elsewhere.example/mcp' })).status).toBe(400);
    expect((await patch({ url: 'https://elsewhere.example/mcp', auth: 'none' })).json).toMatchObject({
      header_names: [],
    });
    const { rows } = await api.database.pool.query('select headers_encrypted from mcp_servers where id = $1', [
      made.id,
    ]);
    expect(rows).toEqual([{ headers_encrypted: null }]);
  });

  it.each([
    ['a name with underscores', { name: 'a__b' }],
    ['a header that the connection decides', { headers: { Host: 'a.example' } }],
    ['headers that nobody sends', { auth: 'none' }],
    ['a password in its address', { url: 'https://a:b@example.com/mcp' }],
    ['an address that is not of the web', { url: 'file:///etc/passwd' }],
  ])('is refused with %s', async (_, body) => {
    const given = { name: 'refused', url: server.url, auth: 'headers', headers: { A: 'b' }, ...body };
    expect((await api.call('POST', '/v1/mcp-servers', { body: given })).status).toBe(400);
  });

  it('has a name of its own', async () => {
    await register({ name: 'taken' });
    const second = { body: { name: 'taken', url: server.url } };
    expect((await api.call('POST', '/v1/mcp-servers', second)).json).toMatchObject({ code: 'conflict' });
  });
});

describe('the MCP servers of an organization', () => {
  const call = (person: Person, method: string, path: string, body?: object) =>
    full.call(method, path, { headers: bearer(person.accessToken), ...(body && { body }) });

  it('are its own, may not be at private addresses, and are no more than its limit', async () => {
    const [ada, bob] = [await registerPerson(full, newEmail()), await registerPerson(full, newEmail())];
    const { json } = await call(ada, 'POST', '/v1/mcp-servers', { name: 'mine', url: server.url });
    const { id } = McpServer.parse(json);
    for (const path of ['', '/tools', '/resources', '/prompts']) {
      expect((await call(bob, 'GET', `/v1/mcp-servers/${id}${path}`)).status).toBe(404);
    }
    // As it is on every host that other machines can reach.
    Object.assign(full.services, { allowPrivateProviders: false });
    const before = server.requests.length;
    const checked = await call(ada, 'POST', `/v1/mcp-servers/${id}/check`);
    expect(checked.json).toMatchObject({
      status: 'unreachable',
      detail: expect.stringContaining('EGRESS_ALLOW_CIDRS'),
    });
    expect(server.requests).toHaveLength(before);
    await full.database.pool.query(
      `insert into mcp_servers (org_id, id, name, url, auth, created_at, updated_at)
       select $1, gen_random_uuid(), 'n' || n, 'https://a.example', 'none', now(), now() from generate_series(1, $2) n`,
      [ada.org_id, LIMITS.mcpServersPerOrganization - 1],
    );
    const refused = await call(ada, 'POST', '/v1/mcp-servers', { name: 'more', url: server.url });
    expect(refused.json).toMatchObject({ code: 'conflict', detail: expect.stringContaining('100 MCP servers') });
  });
});
