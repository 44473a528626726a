import { systemClock, type Clock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { createSampleServer, startMcpServer } from '../test/index.ts';
import { McpPool } from './connection-pool.ts';

let nowMs = 0;
const clock: Pick<Clock, 'monotonic' | 'after'> = { monotonic: () => nowMs, after: systemClock.after };
const opened: McpPool[] = [];
const openPool = () => {
  const pool = new McpPool(clock);
  opened.push(pool);
  return pool;
};
afterEach(async () => {
  nowMs = 0;
  for (const pool of opened.splice(0)) await pool.close();
});

const signal = new AbortController().signal;
const echo = (pool: McpPool, url: string, text: string, key = 'k') =>
  pool.use({ key, url, fetch }, (client) => client.callTool('echo', { text }, { signal }));
const handshakes = (requests: readonly { headers: Record<string, unknown> }[]) =>
  requests.filter(({ headers }) => headers['mcp-method'] === 'server/discover').length;

describe('the connections of a process', () => {
  it('are one for a server and a credential, whose calls get their own results', async () => {
    await using server = await startMcpServer({ setUp: () => createSampleServer() });
    const pool = openPool();
    const texts = Array.from({ length: 20 }, (_, at) => `session ${at}`);
    const results = await Promise.all(texts.map((text) => echo(pool, server.url, text)));
    expect(results).toMatchObject(texts.map((text) => ({ content: [{ text }] })));
    expect(handshakes(server.requests)).toBe(1);
    await echo(pool, server.url, 'another credential', 'other');
    expect(handshakes(server.requests)).toBe(2);
  });

  it('are opened again once for all calls that the server does not know any more', async () => {
    let isForgotten = false;
    await using server = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: (request) => {
        if (request.headers.get('mcp-method') === 'server/discover') isForgotten = false;
        return isForgotten ? new Response('no such session', { status: 404 }) : null;
      },
    });
    const pool = openPool();
    await echo(pool, server.url, 'first');
    isForgotten = true;
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((text) => echo(pool, server.url, text)));
    expect(results).toHaveLength(4);
    expect(handshakes(server.requests)).toBe(2);
  });

  it('are not tried again for each call while a server is away, and are after five seconds', async () => {
    let isAway = true;
    await using server = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: () => (isAway ? new Response('down', { status: 503 }) : null),
    });
    const pool = openPool();
    const kindOf = (work: Promise<unknown>) =>
      work.then(
        () => 'ok',
        (error: { kind?: string }) => error.kind,
      );
    expect(await kindOf(echo(pool, server.url, 'a'))).toBe('unreachable');
    const asked = server.requests.length;
    expect(await kindOf(echo(pool, server.url, 'b'))).toBe('unreachable');
    expect(server.requests).toHaveLength(asked);
    [isAway, nowMs] = [false, 5_000];
    expect(await kindOf(echo(pool, server.url, 'c'))).toBe('ok');
  });
});
