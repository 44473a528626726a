import { systemClock } from '@everruns/kernel';
import { createIds } from '../kernel/create-ids.ts';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Problem } from '@everruns/schemas';
import { Hono } from 'hono';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listen } from './listen.ts';

const ids = createIds(systemClock);

async function send(bytes: string): Promise<string> {
  const listener = await listen(new Hono(), { host: '127.0.0.1', port: 0, ids });
  const socket = connect(listener.port, '127.0.0.1');
  try {
    socket.write(bytes);
    return await text(socket);
  } finally {
    await listener.close(AbortSignal.abort());
  }
}

it.each([
  ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
  ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a length and chunks', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
  ['a header that ends in a bare line feed', 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
])('answers %s by a problem document, and hangs up', async (_title, bytes, status) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('Connection: close');
  const problem = Problem.strict().parse(JSON.parse(body));
  expect(problem).toMatchObject({ status, code: status === 431 ? 'headers_too_large' : 'invalid_request' });
  expect(head).toContain(`X-Request-Id: ${problem.request_id}`);
  expect(problem.errors?.[0]?.limit).toBe(status === 431 ? 16_384 : undefined);
});

/** Returns the keep-alive time that the server announces for an idle connection, and how many milliseconds it stays open. */
async function idle(keepAliveMs?: number): Promise<{ said: string | undefined; stayedMs: () => Promise<number> }> {
  const app = new Hono().get('/', (c) => c.text('ok'));
  const listener = await listen(app, { host: '127.0.0.1', port: 0, ids, ...(keepAliveMs && { keepAliveMs }) });
  onTestFinished(() => listener.close(AbortSignal.abort()));
  const socket = connect(listener.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  const answeredAt = performance.now();
  return {
    said: /^keep-alive: (.+)$/im.exec(head.toString())?.[1]?.trim(),
    async stayedMs() {
      await once(socket.resume(), 'close');
      return performance.now() - answeredAt;
    },
  };
}

it('keeps an idle connection for longer than a balancer does, 65 s where nothing is set', async () => {
  expect((await idle()).said).toBe('timeout=65');
  const { said, stayedMs } = await idle(2_000);
  expect(said).toBe('timeout=2');
  // The times of a load balancer, divided by thirty. The connection must not close within the announced time.
  expect(await stayedMs()).toBeGreaterThan(1_990);
});

/**
 * Sends a request over a connection that was idle for `idleMs`, as a load balancer does. Returns the
 * answer, or null if it was lost.
 */
async function sendAfterIdle(port: number, idleMs: number): Promise<string | null> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let isClosed = false;
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.on('error', () => undefined);
  socket.on('close', () => (isClosed = true));
  const request = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
  socket.write(request);
  await vi.waitUntil(() => received.includes('ok'), { interval: 5, timeout: 20_000 });
  received = '';
  await systemClock.sleep(idleMs);
  // A balancer that has seen a connection close opens another one, so only a request that it has already sent can be lost.
  const sent = isClosed ? false : socket.write(request);
  await vi.waitUntil(() => received.includes('ok') || isClosed, { interval: 5, timeout: 20_000 });
  socket.destroy();
  return sent && received.includes('ok') ? received : null;
}

it('loses no request of a balancer that keeps idle connections for 60 s of its 65, here a fortieth of each', async () => {
  const app = new Hono().get('/', (c) => c.text('ok'));
  const listener = await listen(app, { host: '127.0.0.1', port: 0, ids, keepAliveMs: 65_000 / 40 });
  onTestFinished(() => listener.close(AbortSignal.abort()));
  const idles = Array.from({ length: 120 }, (_, index) => (60_000 / 40) * (0.9 + index / 1_200));
  const answers = await Promise.all(idles.map((idleMs) => sendAfterIdle(listener.port, idleMs)));
  expect(answers.filter((answer) => answer === null)).toEqual([]);
});
