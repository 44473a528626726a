import { startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import { LIMITS, McpConnection, McpLogin, McpServer, McpServerCheck, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authSettings, bearer, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { openServerAccess } from './server-access.ts';
import { findMcpServer } from '../../repositories/mcp-servers.ts';

let api: TestApi;
let twin: OauthTwin;
beforeAll(async () => {
  [api, twin] = await Promise.all([startTestApi(), startOauthTwin()]);
});
afterAll(async () => {
  for (const open of [twin, api]) await open[Symbol.asyncDispose]();
});

let count = 0;
const register = async (body: object = {}): Promise<McpServer> => {
  const given = { name: `o${(count += 1)}`, url: twin.url, auth: 'oauth', ...body };
  return McpServer.parse((await api.call('POST', '/v1/mcp-servers', { body: given })).json);
};
const start = async ({ id }: McpServer, body: object = {}) =>
  McpLogin.parse((await api.call('POST', `/v1/mcp-servers/${id}/login`, { body })).json);
const finish = (body: object) => api.call('POST', '/v1/mcp-connections', { body });
const signIn = async (server: McpServer): Promise<McpConnection> =>
  McpConnection.parse((await finish(await twin.signIn((await start(server)).authorize_url))).json);
const check = async ({ id }: McpServer) =>
  McpServerCheck.parse((await api.call('POST', `/v1/mcp-servers/${id}/check`)).json);
const connectionsOf = async ({ id }: McpServer) =>
  pageOf(McpConnection).parse((await api.call('GET', `/v1/mcp-connections?server_id=${id}`)).json).data;

describe('a login at an MCP server', () => {
  it('is needed, is begun with PKCE, resource and state, and is used from then on', async () => {
    const server = await register();
    expect(await check(server)).toMatchObject({ status: 'login_required' });
    const { authorize_url } = await start(server);
    const query = new URL(authorize_url).searchParams;
    expect(query.get('resource')).toBe(twin.url);
    expect(query.get('redirect_uri')).toBe('http://localhost:9100/connect');
    const done = await finish(await twin.signIn(authorize_url));
    expect(done.json).toMatchObject({ server_id: server.id, subject: 'local', status: 'active', scopes: ['mcp'] });
    expect(done.text).not.toMatch(/token/);
    expect(await check(server)).toMatchObject({ status: 'ok', tool_count: 6 });
    expect(twin.faults).toEqual([]);
  });

  it('registers a client once, and says what the tokens are to nobody', async () => {
    const server = await register();
    await signIn(server);
    const before = twin.registrations();
    await signIn(server);
    expect(twin.registrations()).toBe(before);
    const [row] = (await api.database.pool.query('select * from mcp_connections where server_id = $1', [server.id]))
      .rows;
    expect(JSON.stringify(row)).not.toMatch(/access_token|refresh_token/);
    expect(await connectionsOf(server)).toHaveLength(1);
  });

  it('has a state that is used once, ends after ten minutes, and is of no use after another one', async () => {
    const server = await register();
    const back = await twin.signIn((await start(server)).authorize_url);
    expect((await finish({ ...back, state: 'guessed' })).status).toBe(404);
    expect((await finish(back)).status).toBe(200);
    expect((await finish(back)).status).toBe(404);
    const late = await twin.signIn((await start(server)).authorize_url);
    await api.database.pool.query("update mcp_logins set expires_at = now() - interval '1 second'");
    expect((await finish(late)).status).toBe(404);
  });

  it('fails where the authorization server refuses, is not the one that was asked, or sends no code', async () => {
    const server = await register();
    const wrong = { ...(await twin.signIn((await start(server)).authorize_url)), iss: 'https://evil.example' };
    expect((await finish(wrong)).json).toMatchObject({ code: 'mcp_server_unavailable' });
    const { state } = await twin.signIn((await start(server)).authorize_url);
    const denied = await finish({ state, error: 'access_denied' });
    expect(denied.text).toContain('access_denied');
    expect(await connectionsOf(server)).toEqual([]);
  });

  it('is counted when it begins, is completed and fails, by the class of the reason', async () => {
    const steps: string[] = [];
    api.services.mcp.logins.observe((step) => steps.push('reason' in step ? step.reason : step.outcome));
    const server = await register();
    await signIn(server);
    await finish({ state: 'guessed', code: 'c' });
    const declined = await twin.signIn((await start(server)).authorize_url);
    await finish({ state: declined.state, error: 'access_denied' });
    const wrong = await twin.signIn((await start(server)).authorize_url);
    await finish({ ...wrong, code: 'another' });
    await api.call('POST', `/v1/mcp-servers/${(await register({ url: 'http://127.0.0.1:9/mcp' })).id}/login`, {
      body: {},
    });
    expect(steps.join(' ')).toBe('started completed unknown_state started declined started refused unavailable');
    twin.faults.length = 0;
  });

  it('is renewed once, however many need it, and a refresh that fails for a while costs no login', async () => {
    const server = await register();
    await signIn(server);
    const end = (by: string) =>
      api.database.pool.query(
        `update mcp_connections set access_expires_at = now() + interval '${by}' where server_id = $1`,
        [server.id],
      );
    await end('10 seconds');
    const user = { subject: 'local' };
    const [row] = (await api.database.pool.query('select org_id from mcp_servers where id = $1', [server.id])).rows as [
      { org_id: never },
    ];
    const stored = await findMcpServer(api.database.db, row, { id: server.id });
    if (stored === null) throw new Error('it is stored');
    const before = twin.refreshes();
    const all = Array.from({ length: 10 }, () => openServerAccess(api.services, { ...user, ...row }, stored));
    const headers = (await Promise.all(all)).map((access) =>
      'headers' in access ? access.headers['authorization'] : access,
    );
    expect(new Set(headers).size).toBe(1);
    expect(twin.refreshes()).toBe(before + 1);
    twin.setDown(true);
    await end('10 seconds');
    expect(await openServerAccess(api.services, { ...user, ...row }, stored)).toHaveProperty('headers');
    expect(await connectionsOf(server)).toMatchObject([{ status: 'active', last_error: expect.any(String) }]);
    twin.setDown(false);
    twin.revokeAll();
    expect(await openServerAccess(api.services, { ...user, ...row }, stored)).toMatchObject({
      reason: 'login_required',
      connection: { server_id: server.id, connect_url: expect.stringContaining('/settings/mcp-servers?connect=') },
    });
  });

  it('is erased with its server’s address, and by itself', async () => {
    const server = await register();
    const { id } = await signIn(server);
    expect((await api.call('DELETE', `/v1/mcp-connections/${id}`)).status).toBe(204);
    expect(await check(server)).toMatchObject({ status: 'login_required' });
    await signIn(server);
    await api.call('PATCH', `/v1/mcp-servers/${server.id}`, { body: { url: 'http://127.0.0.1:9/mcp' } });
    expect(await connectionsOf(server)).toEqual([]);
  });

  it('is in the audit log, begun, finished and erased, without its secrets', async () => {
    const server = await register();
    const back = await twin.signIn((await start(server)).authorize_url);
    const { id } = McpConnection.parse((await finish(back)).json);
    await api.call('DELETE', `/v1/mcp-connections/${id}`);
    const { rows } = await api.database.pool.query('select * from audit_log order by created_at');
    const written = JSON.stringify(rows);
    expect(written).toContain(server.id);
    expect(written).toContain(id);
    for (const secret of [back.code, back.state]) expect(written).not.toContain(secret ?? 'no secret');
  });

  it('is one of at most ten thousand of an organization; one that is there can be renewed', async () => {
    const server = await register();
    await signIn(server);
    await api.database.pool.query(
      `insert into mcp_connections
       select (jsonb_populate_record(row, jsonb_build_object('id', gen_random_uuid(), 'subject', 'app:n' || n))).*
       from mcp_connections row, generate_series(1, $2) n where row.server_id = $1`,
      [server.id, LIMITS.mcpConnectionsPerOrganization],
    );
    const refused = await finish(await twin.signIn((await start(await register())).authorize_url));
    expect(refused.json).toMatchObject({ code: 'conflict', detail: expect.stringContaining('10000 logins') });
    expect(await signIn(server)).toMatchObject({ status: 'active' });
  });
});

describe('whose login it is', () => {
  let full: TestApi;
  let [owner, other]: Person[] = [];
  beforeAll(async () => {
    full = await startTestApi({ auth: authSettings('full') });
    owner = await registerPerson(full, newEmail());
    other = await registerPerson(full, newEmail());
  });
  afterAll(() => full[Symbol.asyncDispose]());

  it('is that of one organization and one caller', async () => {
    const body = { name: 'mine', url: 'https://mcp.example.com/mcp', auth: 'oauth' };
    const made = await full.call('POST', '/v1/mcp-servers', { body, headers: bearer(owner?.accessToken ?? '') });
    const { id } = McpServer.parse(made.json);
    const foreign = await full.call('POST', `/v1/mcp-servers/${id}/login`, {
      body: {},
      headers: bearer(other?.accessToken ?? ''),
    });
    expect(foreign.status).toBe(404);
    const subject = 'user:01890000-0000-7000-8000-00000000dead';
    const asked = await full.call('POST', `/v1/mcp-servers/${id}/login`, {
      body: { subject },
      headers: bearer(owner?.accessToken ?? ''),
    });
    expect(asked.status).toBe(403);
  });
});
