import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { createListener } from '@everruns/ingress';
import { expect, it } from 'vitest';
import { createControlPlaneProxy } from './control-plane-proxy.ts';
import { createRequestHandler } from './handle-request.ts';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/**
 * Starts a control plane that answers like this behind the UI's server. `received` has what it received, one text for each
 * connection.
 */
async function openUi(
  opened: AsyncDisposableStack,
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
) {
  const received: string[] = [];
  const upstream = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  upstream.on('connection', (socket) => {
    const index = received.push('') - 1;
    socket.on('data', (chunk: Buffer) => (received[index] += chunk.toString('latin1')));
  });
  await once(upstream, 'listening');
  const apiUrl = new URL(`http://127.0.0.1:${portOf(upstream)}`);
  const handle = createRequestHandler({
    allowedHosts: ['ui.example'],
    proxy: opened.use(createControlPlaneProxy(apiUrl)),
    serveStatic: () => false,
    servePage: async (request, response) => void response.end(`page ${request.url}`),
    isDevelopment: false,
  });
  const server = createListener({ handle, makeRequestId: () => 'made-here' }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const each of [server, upstream]) {
      each.closeAllConnections();
      each.close();
    }
  };
  opened.defer(close);
  const dial = () => connect(portOf(server), '127.0.0.1');
  return { url: `http://127.0.0.1:${portOf(server)}`, apiUrl, dial, received, upstream };
}

it('a stream comes as it is said, and ends at the control plane when its reader leaves', async () => {
  await using opened = new AsyncDisposableStack();
  const left = Promise.withResolvers<void>();
  const { url } = await openUi(opened, (_, response) => {
    response.on('close', left.resolve);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  });
  const reader = new AbortController();
  const response = await fetch(`${url}/v1/x/sse`, { signal: reader.signal });
  const stream = response.body?.getReader();
  expect(new TextDecoder().decode((await stream?.read())?.value)).toBe('data: 1\n\n');
  reader.abort();
  await left.promise;
});

it('method, target, body, cookies and status pass; origin and framing are our own', async () => {
  await using opened = new AsyncDisposableStack();
  const { url, apiUrl, received } = await openUi(opened, async (request, response) => {
    const body = await text(request);
    response.writeHead(201, ['set-cookie', 'a=1; HttpOnly', 'set-cookie', 'b=2']);
    response.end(JSON.stringify({ method: request.method, url: request.url, body, ...request.headers }));
  });
  const response = await fetch(`${url}/v1/agents?limit=1&x='|`, {
    method: 'POST',
    body: '{"name":"x"}',
    headers: { cookie: 'session=1', origin: url },
  });
  expect([response.status, response.headers.getSetCookie()]).toEqual([201, ['a=1; HttpOnly', 'b=2']]);
  expect(await response.json()).toMatchObject({
    method: 'POST',
    url: '/v1/agents?limit=1&x=%27|',
    body: '{"name":"x"}',
    cookie: 'session=1',
    origin: apiUrl.origin,
    host: apiUrl.host,
    'content-length': '12',
    'x-forwarded-for': '127.0.0.1',
  });
  expect(received).toHaveLength(1);
});

it('a long body comes in chunks of ours, whole', async () => {
  await using opened = new AsyncDisposableStack();
  const { url } = await openUi(opened, async (request, response) => {
    const { length } = await text(request);
    response.end(JSON.stringify([length, request.headers['content-length'], request.headers['transfer-encoding']]));
  });
  const answers = [70_000, 2_000_000].map(async (size) => {
    const response = await fetch(`${url}/v1/files`, { method: 'PUT', body: 'x'.repeat(size) });
    return response.json();
  });
  expect(await Promise.all(answers)).toEqual([
    [70_000, null, 'chunked'],
    [2_000_000, null, 'chunked'],
  ]);
});

it.each([
  ['collected', 'Content-Length: 10', 'half'],
  ['chunked', 'Transfer-Encoding: chunked', '4\r\nhalf\r\n'],
])(
  'a client that breaks off in its %s body leaves no half request on a connection that is used again',
  async (_name, framing, half) => {
    await using opened = new AsyncDisposableStack();
    const { url, dial, received } = await openUi(opened, (request, response) => {
      request.resume().on('end', () => response.end(request.url));
    });
    expect(await (await fetch(`${url}/v1/before`)).text()).toBe('/v1/before');
    const socket = dial();
    socket.write(`POST /v1/half HTTP/1.1\r\nHost: localhost\r\n${framing}\r\n\r\n${half}`);
    if (framing.startsWith('T')) await expect.poll(() => received.join('')).toContain('half');
    socket.destroy();
    expect(await (await fetch(`${url}/v1/after`)).text()).toBe('/v1/after');
    const connection = received.find((each) => each.includes('/v1/after'));
    expect(connection).not.toContain('/v1/half');
  },
);

it('an answer before the body was sent reaches the client, and its connection is not used again', async () => {
  await using opened = new AsyncDisposableStack();
  const { url, received } = await openUi(opened, (request, response) => {
    if (request.url === '/v1/after') response.end('after');
    else response.writeHead(413).end('too much');
  });
  const early = await fetch(`${url}/v1/upload`, { method: 'POST', body: 'x'.repeat(5_000_000) });
  expect([early.status, await early.text()]).toEqual([413, 'too much']);
  expect(await (await fetch(`${url}/v1/after`)).text()).toBe('after');
  expect(received.findIndex((each) => each.includes('/v1/after'))).not.toBe(
    received.findIndex((each) => each.includes('/v1/upload')),
  );
});

it('an answer that the control plane breaks off is broken off for the client too', async () => {
  await using opened = new AsyncDisposableStack();
  const { url } = await openUi(opened, async (request, response) => {
    response.writeHead(200, request.url === '/v1/length' ? { 'content-length': '10' } : {}).write('half');
    await setImmediate();
    response.destroy();
  });
  const reads = ['length', 'chunks'].map(async (path) => (await fetch(`${url}/v1/${path}`)).text());
  expect((await Promise.allSettled(reads)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('bytes that the control plane says after its answer are no answer to the next request', async () => {
  await using opened = new AsyncDisposableStack();
  const { url } = await openUi(opened, (request, response) => {
    response.end(request.url);
    response.socket?.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen');
  });
  const first = await fetch(`${url}/v1/1`);
  const second = await fetch(`${url}/v1/2`);
  expect([await first.text(), await second.text()]).toEqual(['/v1/1', '/v1/2']);
});

it('a control plane that is away is a 503 with a problem document', async () => {
  await using opened = new AsyncDisposableStack();
  const { url, upstream } = await openUi(opened, () => undefined);
  upstream.close();
  const response = await fetch(`${url}/v1/agents`, { method: 'POST', body: '{}' });
  expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([
    503,
    'application/problem+json',
    '1',
  ]);
  expect(await response.json()).toMatchObject({ code: 'unavailable', status: 503 });
});
