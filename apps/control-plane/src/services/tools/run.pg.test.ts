import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createSampleServer, startMcpServer, type LocalMcpServer } from '@everruns/mcp/testing';
import { Agent, Session, ToolRun } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteOldToolRuns } from '../../repositories/playground.ts';
import { authSettings, bearer, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { idOf, outcomeOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let server: LocalMcpServer;
beforeAll(async () => {
  api = await startTestApi({ capabilities: CAPABILITY_CATALOG });
  server = await startMcpServer({ setUp: () => createSampleServer() });
  await api.call('POST', '/v1/mcp-servers', { body: { name: 'sample', url: server.url } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

const run = (capability: string, tool: string, body: object = {}): Promise<ApiAnswer> =>
  api.call('POST', `/v1/tools/${capability}/${tool}/run`, { body });
const agentOf = async (answer: ApiAnswer): Promise<Agent> => {
  const { session_id } = ToolRun.parse(answer.json);
  const { agent_id } = Session.parse((await api.call('GET', `/v1/sessions/${session_id}`)).json);
  return Agent.parse((await api.call('GET', `/v1/agents/${agent_id}`)).json);
};
const makeAgent = async (body: object) =>
  idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: 'Be kind.', ...body } }));

describe('a tool that a person runs', () => {
  it('is the only call of a session of its own, which no list shows', async () => {
    const args = { a: 1, b: 2, note: '``` ]]' };
    const answer = await run('math', 'add', { arguments: args });
    expect(answer.status).toBe(201);
    const { session_id, content } = ToolRun.parse(answer.json);
    const text = content[0]?.type === 'text' ? content[0].text : '';
    const block = /^```llmsim\n([^`]*)\n```$/m.exec(text)?.[1] ?? '';
    expect(JSON.parse(block)).toMatchObject({
      replies: [
        [{}, { tool_call: { name: 'add', arguments: args } }],
        [{}, 'The call has ended.'],
      ],
    });
    const session = Session.parse((await api.call('GET', `/v1/sessions/${session_id}`)).json);
    expect(session).toMatchObject({ kind: 'playground', title: 'Playground: add' });
    for (const list of ['sessions', 'sessions?sub_agents=include', `sessions?agent_id=${session.agent_id}`, 'agents'])
      expect((await api.call('GET', `/v1/${list}`)).text).not.toContain(session.agent_id);
    const entries = await api.call('GET', '/v1/audit-log');
    expect(entries.text).toContain('run_tool');
  });

  it.each([
    ['reads', 'session_file_system', 'read_file', 'auto'],
    ['may be repeated', 'session_file_system', 'write_file', 'auto'],
    ['must not be repeated', 'http', 'http_request', 'requires_approval'],
  ])('that %s is run, and asks first only if it must not be repeated', async (_, capability, tool, policy) => {
    const config = capability === 'http' ? { config: { hosts: ['api.example.com'] } } : {};
    const agent = await agentOf(await run(capability, tool, config));
    expect(agent).toMatchObject({ kind: 'playground', tools_policy: { [tool]: policy } });
  });

  it('is run with the settings, the limits and the policy of an agent, which cannot make a call that must ask run at once', async () => {
    const agent_id = await makeAgent({
      capabilities: [{ ref: 'http', config: { hosts: ['api.example.com'] } }, 'math'],
      tools_policy: { add: 'requires_approval', '*': 'auto' },
      tool_settings: { http_request: { timeout_ms: 5_000 }, subtract: { enabled: false } },
      limits: { turn_timeout_ms: 60_000 },
    });
    expect(await agentOf(await run('http', 'http_request', { agent_id }))).toMatchObject({
      capabilities: [{ ref: 'http', config: { hosts: ['api.example.com'] } }],
      tools_policy: { http_request: 'requires_approval' },
      tool_settings: { http_request: { timeout_ms: 5_000 } },
      limits: { turn_timeout_ms: 60_000 },
    });
    expect(await agentOf(await run('math', 'add', { agent_id }))).toMatchObject({
      tools_policy: { add: 'requires_approval' },
    });
    expect(await agentOf(await run('math', 'multiply', { agent_id }))).toMatchObject({
      tools_policy: { multiply: 'auto' },
    });
    expect(outcomeOf(await run('math', 'subtract', { agent_id }))).toBe('404 not_found');
    expect(outcomeOf(await run('weather', 'get_weather', { agent_id }))).toBe('404 not_found');
  });

  it('of an MCP server is the one that the server has, and asks like any other', async () => {
    const config = { servers: ['sample'] };
    expect(await agentOf(await run('mcp', 'sample__echo', { config }))).toMatchObject({
      tools_policy: { sample__echo: 'auto' },
    });
    expect(await agentOf(await run('mcp', 'sample__fail', { config }))).toMatchObject({
      tools_policy: { sample__fail: 'requires_approval' },
    });
    expect(outcomeOf(await run('mcp', 'sample__none', { config }))).toBe('404 not_found');
    expect(outcomeOf(await run('mcp', 'other__echo', { config }))).toBe('404 not_found');
  });

  it.each([
    ['404 not_found', 'nothing', 'add', {}],
    ['404 not_found', 'math', 'nothing', {}],
    ['404 not_found', 'math', 'add', { agent_id: '01890000-0000-7000-8000-000000000001' }],
    ['400 invalid_request', 'http', 'http_request', {}],
    ['400 invalid_request', 'math', 'add', { config: { a: 1 } }],
    ['400 invalid_request', 'math', 'add', { arguments: { text: 'x'.repeat(300_000) } }],
    ['400 invalid_request', 'subagents', 'task', { config: { agents: [{ name: 'a', description: 'b' }] } }],
  ])('answers %s for %s/%s', async (outcome, capability, tool, body) => {
    const before = await api.database.pool.query('select count(*) from agents');
    const answer = await run(capability, tool, body);
    expect(outcomeOf(answer)).toBe(outcome);
    expect((await api.database.pool.query('select count(*) from agents')).rows).toEqual(before.rows);
  });

  it('leaves an agent that nobody changes, and with which nobody starts a session', async () => {
    const { id } = await agentOf(await run('math', 'add'));
    expect(outcomeOf(await api.call('PATCH', `/v1/agents/${id}`, { body: { name: 'b' } }))).toBe('404 not_found');
    expect(outcomeOf(await api.call('POST', '/v1/sessions', { body: { agent_id: id } }))).toBe('404 not_found');
  });

  it('is erased after a day', async () => {
    const old = ToolRun.parse((await run('math', 'add')).json);
    const { id } = await agentOf(await run('math', 'add'));
    await api.database.pool.query(
      `update agents a set created_at = now() - interval '25 hours' from sessions s where s.agent_id = a.id and s.id = $1`,
      [old.session_id],
    );
    await deleteOldToolRuns(api.services.db);
    expect(outcomeOf(await api.call('GET', `/v1/sessions/${old.session_id}`))).toBe('404 not_found');
    const agents = async () => (await api.database.pool.query('select from agents where kind is not null')).rowCount;
    const before = await agents();
    await api.database.pool.query('update sessions set deleting_at = null where id = $1', [old.session_id]);
    await api.call('POST', `/v1/sessions/${old.session_id}/cancel`);
    expect((await api.call('DELETE', `/v1/sessions/${old.session_id}`)).status).toBe(204);
    await deleteOldToolRuns(api.services.db);
    expect(await agents()).toBe((before ?? 0) - 1);
    expect((await api.call('GET', `/v1/agents/${id}`)).status).toBe(200);
  });
});

describe('the tools of an organization', () => {
  it('are run by its members, with its own agents and servers', async () => {
    await using full = await startTestApi({ capabilities: CAPABILITY_CATALOG, auth: authSettings('full') });
    const [ada, bob] = [await registerPerson(full, newEmail()), await registerPerson(full, newEmail())];
    const call = (person: Person, path: string, body: object) =>
      full.call('POST', path, { headers: bearer(person.accessToken), body });
    const agent_id = idOf(await call(ada, '/v1/agents', { name: 'a', system_prompt: '', capabilities: ['math'] }));
    const path = '/v1/tools/math/add/run';
    expect((await call(ada, path, { agent_id })).status).toBe(201);
    expect(outcomeOf(await call(bob, path, { agent_id }))).toBe('404 not_found');
  });
});
