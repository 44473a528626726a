import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleServer, startMcpServer, type LocalMcpServer } from '../test/index.ts';
import { openMcpClient, type McpClient } from './open-client.ts';
import { toSafeTools } from './safe-tools.ts';

const signal = new AbortController().signal;

describe.each([
  ['2026-07-28', 'reject' as const],
  ['2025-11-25', 'stateless' as const],
])('a server of the revision %s', (revision, legacy) => {
  let server: LocalMcpServer;
  let client: McpClient;
  beforeAll(async () => {
    server = await startMcpServer({
      setUp: () => createSampleServer(),
      legacy,
      // A server of the year before knows nothing of discovery.
      intercept: async (request) =>
        legacy === 'stateless' && request.headers.get('mcp-method') === 'server/discover'
          ? new Response('{"jsonrpc":"2.0","id":null,"error":{"code":-32601,"message":"no"}}', { status: 404 })
          : null,
    });
    client = await openMcpClient({ url: server.url, fetch, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  it('says who it is', () => {
    expect(client).toMatchObject({
      serverName: 'sample',
      serverVersion: '1.2.3',
      protocolVersion: revision,
      instructions: 'Ask echo first.',
    });
  });

  it('lists its tools, resources and prompts, and gives what they describe', async () => {
    const { items, isCut } = await client.list('tools');
    expect(isCut).toBe(false);
    expect(toSafeTools('sample', items).map(({ name, hints }) => [name, hints])).toMatchObject([
      ['sample__echo', { read_only: true }],
      ['sample__sum', { idempotent: true }],
      [expect.stringMatching(/^sample__delete_everything_[0-9a-f]{8}$/), { destructive: true }],
      ['sample__picture', {}],
      ['sample__fail', {}],
      ['sample__count', {}],
    ]);
    const uris = (await client.list('resources')).items.map(({ uri }) => uri);
    expect(uris).toEqual(['test://note', 'test://pixel', 'test://folder']);
    expect((await client.list('resource_templates')).items).toMatchObject([{ uriTemplate: 'test://item/{id}' }]);
    expect(await client.readResource('test://item/7')).toMatchObject({ contents: [{ text: 'item 7' }] });
    expect((await client.list('prompts')).items.map(({ name }) => name)).toEqual(['review', 'picture']);
    const prompt = await client.getPrompt('review', { code: 'a' });
    expect(prompt).toMatchObject({ messages: [{ role: 'user', content: { text: 'Review this: a' } }] });
  });

  it('returns structured results, errors of tools, and progress', async () => {
    expect(await client.callTool('sum', { a: 1, b: 2 }, { signal })).toMatchObject({ structuredContent: { sum: 3 } });
    expect(await client.callTool('fail', {}, { signal })).toMatchObject({ isError: true });
    const said: string[] = [];
    await client.callTool('count', { to: 2 }, { signal, onProgress: (message) => said.push(message) });
    expect(said).toEqual(['at 1 (1 of 2)', 'at 2 (2 of 2)']);
  });

  it('is told when nobody waits any more', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(client.callTool('echo', { text: 'a' }, { signal: abort.signal })).rejects.toThrow('enough');
  });
});

describe('what is no server', () => {
  const answering = (intercept: () => Response) =>
    startMcpServer({ setUp: () => createSampleServer(), intercept: async () => intercept() });
  const failureOf = async (url: string) =>
    openMcpClient({ url, fetch, timeoutMs: 300 }).then(
      () => 'connected',
      (error: unknown) => (error as { kind?: string }).kind,
    );

  it.each([
    ['unauthorized', () => new Response('no', { status: 401 })],
    ['unauthorized', () => new Response('no', { status: 403 })],
    ['unreachable', () => new Response('no', { status: 500 })],
    ['unreachable', () => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } })],
  ])('is %s', async (kind, respond) => {
    await using server = await answering(respond);
    expect(await failureOf(server.url)).toBe(kind);
  });

  it('is unreachable where nothing listens, and late where nothing is said', async () => {
    expect(await failureOf('http://127.0.0.1:9/mcp')).toBe('unreachable');
    await using server = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: () => new Promise<Response>(() => undefined),
    });
    expect(await failureOf(server.url)).toBe('timeout');
  });

  it('says so where it speaks an unknown revision, and where its list has no end', async () => {
    const say = async (request: Request, method: string, result: object): Promise<Response | null> => {
      const text = await request.clone().text();
      const asked = JSON.parse(text.startsWith('{') ? text : '{}') as { id?: number; method?: string };
      return asked.method === method ? Response.json({ jsonrpc: '2.0', id: asked.id, result }) : null;
    };
    const old = { protocolVersion: '1999-01-01', capabilities: {}, serverInfo: { name: 'old', version: '1' } };
    await using unknown = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: async (request) => (await say(request, 'initialize', old)) ?? new Response('no', { status: 400 }),
    });
    const opening = openMcpClient({ url: unknown.url, fetch, timeoutMs: 5_000 });
    await expect(opening).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('1999-01-01') });
    let pages = 0;
    await using endless = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: (request) => {
        const page = {
          tools: [],
          nextCursor: `${(pages += 1)}`,
          resultType: 'complete',
          ttlMs: 0,
          cacheScope: 'private',
        };
        return say(request, 'tools/list', page);
      },
    });
    const client = await openMcpClient({ url: endless.url, fetch, timeoutMs: 5_000 });
    await expect(client.list('tools')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('pages'),
    });
    await client.close();
  });
});
