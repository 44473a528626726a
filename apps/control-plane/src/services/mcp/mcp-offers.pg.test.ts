import { createSampleServer, startMcpServer, type LocalMcpServer } from '@everruns/mcp/testing';
import { Message } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let server: LocalMcpServer;
let serverId: string;
/** How the server answers a request for a resource in place of the sample, if it does. */
let twist: ((contents: string) => Response | null) | null = null;
beforeAll(async () => {
  api = await startTestApi();
  server = await startMcpServer({
    setUp: () => createSampleServer(),
    intercept: async (request) => twist?.(await request.clone().text()) ?? null,
  });
  serverId = idOf(await api.call('POST', '/v1/mcp-servers', { body: { name: 'docs', url: server.url } }));
});
afterAll(async () => {
  for (const open of [server, api]) await open[Symbol.asyncDispose]();
});

const get = async (what: string) => (await api.call('GET', `/v1/mcp-servers/${serverId}/${what}`)).json;
const ask = (what: string, body: object) => api.call('POST', `/v1/mcp-servers/${serverId}/${what}`, { body });
const read = async (uri: string) => (await ask('resources/read', { uri })).json;

describe('the resources and prompts of an MCP server', () => {
  it('are listed, with the templates of resources', async () => {
    expect(await get('resources')).toMatchObject({
      data: [
        { uri: 'test://note', media_type: 'text/plain', description: 'A note' },
        { uri: 'test://pixel', media_type: 'image/png' },
        { uri: 'test://folder', title: 'A folder' },
      ],
    });
    expect(await get('resource-templates')).toMatchObject({
      data: [{ uri_template: 'test://item/{id}', name: 'item', description: 'One item' }],
    });
    expect(await get('prompts')).toMatchObject({
      data: [
        { name: 'review', arguments: [{ name: 'code', required: true }] },
        { name: 'picture', arguments: [] },
      ],
    });
  });

  it('are read: text, bytes, folders, and what a template describes', async () => {
    expect(await read('test://note')).toEqual({ contents: [{ uri: 'test://note', text: 'noted' }] });
    expect(await read('test://pixel')).toMatchObject({
      contents: [{ media_type: 'image/png', base64: expect.stringMatching(/^iVBOR/) }],
    });
    expect(await read('test://folder')).toMatchObject({ contents: [{ text: '# One' }, { text: '# Two' }] });
    expect(await read('test://item/7')).toMatchObject({ contents: [{ text: 'item 7' }] });
    const gone = await ask('resources/read', { uri: 'test://gone' });
    expect([gone.status, gone.json]).toMatchObject([424, { code: 'mcp_server_unavailable' }]);
  });

  it('are filled in with arguments', async () => {
    const review = await ask('prompts/get', { name: 'review', arguments: { code: 'let a = 1;' } });
    expect(review.json).toEqual({
      messages: [{ role: 'user', content: { type: 'text', text: 'Review this: let a = 1;' } }],
    });
    expect((await ask('prompts/get', { name: 'picture' })).json).toMatchObject({
      messages: [
        { role: 'user', content: { type: 'image', media_type: 'image/png' } },
        { role: 'assistant', content: { type: 'text', text: 'I see a pixel.' } },
        { role: 'user', content: { type: 'resource', uri: 'test://note', text: 'noted' } },
        { role: 'user', content: { type: 'resource_link', uri: 'test://pixel', name: 'pixel' } },
      ],
    });
    expect((await ask('prompts/get', { name: 'review' })).status).toBe(424);
  });

  it('are not for those who may only read, and not of another organization', async () => {
    const unknown = '0194f7a0-0000-7000-8000-00000000dead';
    const answer = await api.call('POST', `/v1/mcp-servers/${unknown}/resources/read`, { body: { uri: 'a://b' } });
    expect(answer.status).toBe(404);
    const route = api.routes.find(({ operationId }) => operationId === 'read_mcp_resource');
    expect(route?.scopes).toEqual(['write']);
  });
});

async function attach(...uris: string[]) {
  const agentId = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  const session = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agentId } }));
  const parts = uris.map((uri) => ({ type: 'mcp_resource', server_id: serverId, uri }));
  const content = [{ type: 'text', text: 'Read.' }, ...parts];
  const send = () => api.call('POST', `/v1/sessions/${session}/messages`, { body: { message: { content } } });
  const path = `/v1/sessions/${session}`;
  return { answer: await send(), send, path };
}

const Files = z.object({ data: z.array(z.object({ path: z.string() })) });

describe('a resource that a message names', () => {
  it('becomes files of the session, of which the message says whence they are, and taints it', async () => {
    const { answer, path, send } = await attach('test://note', 'test://folder');
    expect(answer.status).toBe(201);
    const file = { type: 'file', mcp_server: 'docs', revision: expect.any(Number) };
    expect(Message.parse(answer.json).content).toMatchObject([
      { type: 'text' },
      { ...file, file_path: '/attachments/note.txt', media_type: 'text/plain', size_bytes: 5 },
      { ...file, file_path: '/attachments/one.md' },
      { ...file, file_path: '/attachments/two.md' },
    ]);
    expect((await api.call('GET', path)).json).toMatchObject({
      taint: { sources: [{ kind: 'mcp', name: 'docs' }] },
    });
    // The same again is the same files.
    await send();
    const files = Files.parse((await api.call('GET', `${path}/fs/attachments`)).json);
    expect(files.data).toHaveLength(3);
  });

  it('refuses the message where there is nothing, where there are too many, and where the server is unknown', async () => {
    const gone = await attach('test://gone');
    expect([gone.answer.status, gone.answer.json]).toMatchObject([424, { code: 'mcp_server_unavailable' }]);
    expect((await api.call('GET', gone.path)).json).not.toHaveProperty('taint');
    const many = await attach(...Array.from({ length: 9 }, (_, at) => `test://item/${at}`));
    expect([many.answer.status, many.answer.json]).toMatchObject([400, { errors: [{ code: 'too_many' }] }]);
    const empty = { jsonrpc: '2.0', id: 1, result: { contents: [] } };
    twist = (asked) => (asked.includes('test://empty') ? answerTo(asked, empty.result) : null);
    expect((await attach('test://empty')).answer.status).toBe(424);
    twist = null;
  });

  it('is called by a name that a file may have, whatever its address', async () => {
    const hostile = ['../../etc/passwd', 'x://a/..', 'x://%2e%2e/%00', `x://${'y'.repeat(900)}`, 'x://‮txt.exe'];
    twist = (asked) => {
      const uri = hostile.find((one) => asked.includes(JSON.stringify(one)));
      return uri === undefined
        ? null
        : answerTo(asked, { contents: [{ uri, text: 'a\u0000\ud800', mimeType: '../x' }] });
    };
    const { answer } = await attach(...hostile);
    expect(answer.status, answer.text).toBe(201);
    const paths = Message.parse(answer.json).content.flatMap((part) => ('file_path' in part ? [part.file_path] : []));
    expect(paths).toHaveLength(hostile.length);
    for (const path of paths) expect(path).toMatch(/^\/attachments\/[^/]+$/);
    expect(answer.text).not.toMatch(/\\u0000|\u202e/);
    twist = null;
  });
});

/** The answer of a server to this request. */
function answerTo(asked: string, result: object): Response {
  const { id } = JSON.parse(asked) as { id: number };
  return Response.json({
    jsonrpc: '2.0',
    id,
    result: { ...result, resultType: 'complete', ttlMs: 0, cacheScope: 'private' },
  });
}
