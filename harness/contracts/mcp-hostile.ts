import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSampleServer, startMcpServer } from '@everruns/mcp/testing';
import { LIMITS } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useServers } from './mcp-sessions.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const TIMEOUT_MS = 90_000;
const PATIENCE_S = 40;
const MB = 1024 * 1024;

interface Asked {
  id: number;
  method: string;
  params?: { name?: string; cursor?: string; uri?: string };
}

/** What a server answers in place of the sample: a result, an answer of HTTP, or null for what the sample says. */
type Twist = (asked: Asked) => object | Response | null;

/** The sample server, with the answers of a twist. */
async function startTwisted(twist: Twist) {
  return startMcpServer({
    setUp: () => createSampleServer(),
    intercept: async (request) => {
      const text = await request.clone().text();
      if (!text.startsWith('{')) return null;
      const asked = JSON.parse(text) as Asked;
      const said = twist(asked);
      if (said === null || said instanceof Response) return said;
      return toAnswer(asked.id, JSON.stringify(said));
    },
  });
}

/** An answer whose result is this JSON, which is too deep to be written by `JSON.stringify`. */
function toAnswer(id: number, result: string): Response {
  const facts = '"resultType":"complete","ttlMs":0,"cacheScope":"private"';
  const text = `{"jsonrpc":"2.0","id":${id},"result":${result.replace(/^\{/, `{${facts},`)}}`;
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}

const listing =
  (...tools: object[]): Twist =>
  ({ method }) =>
    method === 'tools/list' ? { tools } : null;
const tool = (name: string, inputSchema: object = { type: 'object' }, more: object = {}) => ({
  name,
  inputSchema,
  ...more,
});
const nested = (depth: number, leaf: string): string => `${'{"a":'.repeat(depth)}${leaf}${'}'.repeat(depth)}`;

let count = 0;
async function register({ api }: RunnerUnderContract, url: string): Promise<{ id: string; name: string }> {
  return api.json('POST', '/v1/mcp-servers', { body: { name: `h${(count += 1)}`, url } });
}
const check = ({ api }: RunnerUnderContract, { id }: { id: string }) =>
  api.json<{ status: string; detail: string; tool_count?: number }>('POST', `/v1/mcp-servers/${id}/check`);

/** A turn that calls tools of a server, and what came of the calls. */
async function play({ api }: RunnerUnderContract, name: string, calls: readonly string[]) {
  const session = await api.createSession({
    ...useServers(name),
    tool_settings: { '*': { timeout_ms: 15_000 } },
  });
  const called = calls.map((call) => `[[sim:tool ${name}__${call}]]`).join('');
  await api.post(session.id, `${called}[[sim:next]][[sim:text done]]`, { wait: PATIENCE_S });
  const events = await api.events(session.id);
  const results = events
    .filter(({ type }) => type === 'tool.completed')
    .map(({ data }) => data as { success: boolean });
  expect(events.filter(({ type }) => type === 'turn.completed')).toHaveLength(1);
  return { results, text: JSON.stringify(results) };
}

/** Servers that want to do harm, and the platform that goes on. */
export function mcpHostileContract(title: string, runner: RunnerUnderContract): void {
  describe(`an MCP server that wants to do harm, on ${title}`, { timeout: TIMEOUT_MS }, () => {
    schemas(runner);
    names(runner);
    results(runner);
    wires(runner);
    redirects(runner);
    revisions(runner);
  });
}

function schemas(runner: RunnerUnderContract): void {
  it('with a schema of 3 MB is refused as too large', async () => {
    await using server = await startTwisted(listing(tool('a', { type: 'object', description: 'x'.repeat(3 * MB) })));
    const made = await register(runner, server.url);
    expect(await check(runner, made)).toMatchObject({ status: 'failed', detail: expect.stringContaining('too large') });
  });

  it.each([
    ['input', (deep: string) => `{"tools":[{"name":"deep","inputSchema":{"type":"object","properties":${deep}}}]}`],
    [
      'output',
      (deep: string) =>
        `{"tools":[{"name":"deep","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":${deep}}}]}`,
    ],
    ['annotations', (deep: string) => `{"tools":[{"name":"deep","inputSchema":{"type":"object"},"_meta":${deep}}]}`],
  ])('with %s nested 50,000 levels deep loses no more than that', async (_, list) => {
    await using server = await startTwisted(({ id, method, params }) => {
      if (method === 'tools/list') return toAnswer(id, list(nested(50_000, '{}')));
      return params?.name === 'deep' ? { content: [{ type: 'text', text: 'called' }] } : null;
    });
    const made = await register(runner, server.url);
    expect(await check(runner, made)).toMatchObject({ status: 'ok', tool_count: 1 });
    expect((await play(runner, made.name, ['deep {"x":1}'])).text).toContain('called');
  });

  it('with a schema that refers to itself without end is called all the same', async () => {
    const cyclic = {
      type: 'object',
      properties: { x: { $ref: '#/$defs/a' } },
      $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
    };
    await using server = await startTwisted(({ method }) => {
      if (method === 'tools/list') return { tools: [tool('cyclic', cyclic, { outputSchema: cyclic })] };
      return method === 'tools/call'
        ? { content: [{ type: 'text', text: 'called' }], structuredContent: { x: 1 } }
        : null;
    });
    const made = await register(runner, server.url);
    expect(await check(runner, made)).toMatchObject({ status: 'ok' });
    expect((await play(runner, made.name, ['cyclic {"x":{"y":1}}'])).text).toContain('called');
  });
}

function names(runner: RunnerUnderContract): void {
  it('with names that collide, and of other writings, has each tool called by its own name', async () => {
    const remote = [
      'a.b',
      'a_b',
      'a b',
      '工具',
      '🛠️',
      '\u00e9',
      'e\u0301',
      'x'.repeat(200),
      '__proto__',
      'constructor',
      'A_B',
    ];
    await using server = await startTwisted(({ method, params }) => {
      if (method === 'tools/list') return { tools: [...remote, 'a.b', ''].map((name) => tool(name)) };
      return method === 'tools/call' ? { content: [{ type: 'text', text: `I am ${params?.name}.` }] } : null;
    });
    const made = await register(runner, server.url);
    const path = `/v1/mcp-servers/${made.id}/tools`;
    const { data } = await runner.api.json<{ data: { name: string; remote_name: string }[] }>('GET', path);
    expect(data.map(({ remote_name }) => remote_name).toSorted()).toEqual(remote.toSorted());
    const offered = data.map(({ name }) => name);
    expect(new Set(offered).size).toBe(remote.length);
    for (const name of offered) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    const calls = offered.map((name) => `${name.slice(made.name.length + 2)} {}`);
    const { text } = await play(runner, made.name, calls);
    for (const name of remote) expect(text).toContain(JSON.stringify(`I am ${name}.`).slice(1, -1));
  });
}

function results(runner: RunnerUnderContract): void {
  const answering =
    (result: () => object | Response): Twist =>
    ({ method }) =>
      method === 'tools/call' ? result() : null;
  const fail = 'fail {}';

  it('with a result of 10 MB has it cut to what a model may read', async () => {
    await using server = await startTwisted(
      answering(() => ({ content: [{ type: 'text', text: 'x'.repeat(10 * MB) }] })),
    );
    const { name } = await register(runner, server.url);
    const {
      results: [only],
      text,
    } = await play(runner, name, [fail]);
    expect(only).toMatchObject({ success: true });
    expect(text.length).toBeLessThan(2 * LIMITS.toolResultBytes);
  });

  it('with a result of 20 MB fails clearly', async () => {
    await using server = await startTwisted(
      answering(() => ({ content: [{ type: 'text', text: 'x'.repeat(20 * MB) }] })),
    );
    const { name } = await register(runner, server.url);
    const {
      results: [only],
      text,
    } = await play(runner, name, [fail]);
    expect(only).toMatchObject({ success: false });
    expect(text).toContain('too large');
  });

  it('with a million parts, and with a result nested 50,000 levels deep, has what can be read of them', async () => {
    let deep = false;
    await using server = await startTwisted(({ id, method }) => {
      if (method !== 'tools/call') return null;
      const parts = Array.from({ length: 400_000 }, () => '{"type":"text","text":"a"}').join(',');
      const inner = nested(50_000, '1');
      return toAnswer(
        id,
        deep ? `{"content":[{"type":"text","text":"b"}],"structuredContent":${inner}}` : `{"content":[${parts}]}`,
      );
    });
    const { name } = await register(runner, server.url);
    expect((await play(runner, name, [fail])).results).toMatchObject([{ success: true }]);
    deep = true;
    const second = await play(runner, name, [fail]);
    expect(second.results).toMatchObject([{ success: true }]);
    expect(second.text.length).toBeLessThan(10_000);
  });
}

function wires(runner: RunnerUnderContract): void {
  it('that answers with ids of other requests has answered nothing', async () => {
    await using server = await startTwisted(({ id, method }) =>
      method === 'tools/call' ? toAnswer(id + 1_000, '{"content":[{"type":"text","text":"of another"}]}') : null,
    );
    const { name } = await register(runner, server.url);
    const {
      results: [only],
      text,
    } = await play(runner, name, ['fail {}']);
    expect(only).toMatchObject({ success: false });
    expect(text).not.toContain('of another');
  });

  it('whose stream of events never ends keeps nobody longer than the time of the tool', async () => {
    const endless = () => {
      let timer: NodeJS.Timeout;
      const body = new ReadableStream({
        start: (controller) => {
          timer = setInterval(() => controller.enqueue(new TextEncoder().encode(': still here\n\n')), 20);
        },
        cancel: () => clearInterval(timer),
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
    await using server = await startTwisted(({ method }) => (method === 'tools/call' ? endless() : null));
    const { name } = await register(runner, server.url);
    expect((await play(runner, name, ['fail {}'])).results).toMatchObject([{ success: false }]);
    await using silent = await startTwisted(({ method }) => (method === 'tools/list' ? endless() : null));
    expect(await check(runner, await register(runner, silent.url))).toMatchObject({ status: 'unreachable' });
  });
}

function redirects(runner: RunnerUnderContract): void {
  it('that leads to another address of the private network is not followed', async () => {
    let visits = 0;
    const inside = createServer((_, response) => {
      visits += 1;
      response.end('secret of the network');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { port } = inside.address() as AddressInfo;
    const redirect = (status: number) =>
      new Response(null, { status, headers: { location: `http://127.0.0.1:${port}/mcp` } });
    let status = 307;
    await using server = await startTwisted(() => redirect(status));
    for (status of [301, 302, 303, 307, 308]) {
      const answer = await check(runner, await register(runner, server.url));
      expect(answer.status).not.toBe('ok');
      expect(answer.detail).not.toContain('secret');
    }
    const calling = await startTwisted(({ method }) => (method === 'tools/call' ? redirect(307) : null));
    const { name } = await register(runner, calling.url);
    expect((await play(runner, name, ['fail {}'])).text).not.toContain('secret');
    await calling[Symbol.asyncDispose]();
    expect(visits).toBe(0);
    inside.close();
  });
}

function revisions(runner: RunnerUnderContract): void {
  it('of a revision that nobody knows is refused, and said so', async () => {
    await using server = await startTwisted(({ method }) => {
      const serverInfo = { name: 'old', version: '1' };
      if (method === 'initialize') return { protocolVersion: '1999-01-01', capabilities: { tools: {} }, serverInfo };
      return new Response('no', { status: 400 });
    });
    const answer = await check(runner, await register(runner, server.url));
    expect(answer).toMatchObject({ status: 'failed', detail: expect.stringMatching(/revision|version/) });
  });

  it('whose list has pages without end is asked for 64 of them', async () => {
    let pages = 0;
    await using server = await startTwisted(({ method }) => {
      if (method !== 'tools/list') return null;
      pages += 1;
      return { tools: [tool(`t${pages}`)], nextCursor: `page ${pages}` };
    });
    const answer = await check(runner, await register(runner, server.url));
    expect(pages).toBe(64);
    expect(answer).toMatchObject({ status: 'failed', detail: expect.stringContaining('more pages') });
  });
}
