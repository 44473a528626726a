import { STDIO_SERVER } from '@everruns/mcp/testing';
import { DEFAULT_ORGANIZATION_ID, McpServer, pageOf, stdioServerId } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authSettings, bearer, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const program = { command: process.execPath, args: [STDIO_SERVER] };
const SERVERS = {
  ours: program,
  everyones: { ...program, organizations: 'all', tool_filter: { include: ['echo'] } },
  broken: { command: process.execPath, args: [STDIO_SERVER, 'dies'] },
};

let api: TestApi;
let full: TestApi;
let ada: Person;
beforeAll(async () => {
  const stdioServers = JSON.stringify({ mcpServers: SERVERS });
  [api, full] = await Promise.all([
    startTestApi({ stdioServers }),
    startTestApi({ stdioServers, auth: authSettings('full') }),
  ]);
  ada = await registerPerson(full, newEmail());
});
afterAll(async () => {
  for (const open of [api, full]) await open[Symbol.asyncDispose]();
});

const namesIn = (json: unknown) =>
  pageOf(McpServer)
    .parse(json)
    .data.map(({ name }) => name);
async function pageThrough(path: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { json } = await api.call('GET', `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    pages.push(namesIn(json));
    const { next_cursor } = pageOf(McpServer).parse(json);
    cursor = next_cursor ?? undefined;
  }
  return pages;
}
const asAda = (method: string, path: string, body?: object) =>
  full.call(method, path, { headers: bearer(ada.accessToken), ...(body && { body }) });

it('a server of the operator is listed after the others, checked and asked like them', async () => {
  await api.call('POST', '/v1/mcp-servers', { body: { name: 'theirs', url: 'https://a.example/mcp' } });
  const { json } = await api.call('GET', '/v1/mcp-servers');
  expect(namesIn(json)[0]).toBe('theirs');
  expect(namesIn(json).toSorted()).toEqual(['broken', 'everyones', 'ours', 'theirs']);
  expect(await pageThrough('/v1/mcp-servers?limit=1')).toEqual(namesIn(json).map((name) => [name]));
  const path = `/v1/mcp-servers/${stdioServerId('ours')}`;
  expect((await api.call('POST', `${path}/check`)).json).toMatchObject({ status: 'ok', server_name: 'program' });
  expect((await api.call('GET', path)).json).toMatchObject({
    transport: 'stdio',
    url: 'stdio:ours',
    checked_at: expect.any(String),
  });
  const { json: tools } = await api.call('GET', `/v1/mcp-servers/${stdioServerId('everyones')}/tools`);
  expect(tools).toMatchObject({ data: [{ name: 'everyones__echo' }] });
});

it('one whose program ends says so, without its words', async () => {
  const path = `/v1/mcp-servers/${stdioServerId('broken')}`;
  expect((await api.call('POST', `${path}/check`)).json).toMatchObject({ status: 'unreachable' });
  expect((await api.call('GET', path)).json).toMatchObject({ last_error: expect.any(String) });
});

it('is for the organizations that the operator names', async () => {
  expect(ada.org_id).not.toBe(DEFAULT_ORGANIZATION_ID);
  expect(namesIn((await asAda('GET', '/v1/mcp-servers')).json)).toEqual(['everyones']);
  for (const path of ['', '/tools', '/resources', '/prompts']) {
    expect((await asAda('GET', `/v1/mcp-servers/${stdioServerId('ours')}${path}`)).status).toBe(404);
  }
  expect((await asAda('POST', `/v1/mcp-servers/${stdioServerId('ours')}/check`)).status).toBe(404);
});

it('is changed and deleted by nobody', async () => {
  const path = `/v1/mcp-servers/${stdioServerId('ours')}`;
  expect((await api.call('PATCH', path, { body: { status: 'disabled' } })).status).toBe(404);
  expect((await api.call('DELETE', path)).status).toBe(404);
  expect((await api.call('GET', path)).json).toMatchObject({ status: 'active' });
});

it('keeps its name, and nobody makes another program', async () => {
  const post = (body: object) => api.call('POST', '/v1/mcp-servers', { body });
  expect((await post({ name: 'ours', url: 'https://a.example/mcp' })).json).toMatchObject({ code: 'conflict' });
  const { id } = McpServer.parse((await post({ name: 'mine', url: 'https://a.example/mcp' })).json);
  const renamed = await api.call('PATCH', `/v1/mcp-servers/${id}`, { body: { name: 'ours' } });
  expect(renamed.json).toMatchObject({ code: 'conflict' });
  for (const url of ['stdio:ours', 'stdio:///bin/sh', 'stdio:sh']) {
    expect((await post({ name: 'program', url })).status).toBe(400);
    expect((await api.call('PATCH', `/v1/mcp-servers/${id}`, { body: { url } })).status).toBe(400);
  }
  expect((await post({ name: 'program', url: 'https://a.example/mcp', transport: 'stdio' })).status).toBe(400);
});
