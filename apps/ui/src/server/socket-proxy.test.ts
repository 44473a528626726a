import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createListener } from '@everruns/ingress';
import { expect, it } from 'vitest';
import { createSocketProxy } from './socket-proxy.ts';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Inner: 1\r\n';

/** A control plane that switches and repeats what it hears, behind the UI's server. `seen` has the heads of its handshakes. */
async function openUi(opened: AsyncDisposableStack, accepts = true) {
  const seen: IncomingMessage['headers'][] = [];
  const upstream = createServer((_, response) => void response.end('plain')).listen(0, '127.0.0.1');
  upstream.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    seen.push(request.headers);
    socket.on('error', () => undefined);
    if (!accepts) {
      const body = '{"code":"unauthenticated"}';
      return void socket.end(
        `HTTP/1.1 401 Unauthorized\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    }
    socket.write(`${SWITCH}Sec-WebSocket-Accept: yes\r\n\r\nfirst`);
    socket.on('data', (chunk: Buffer) => socket.write(`[${chunk.toString()}]`));
  });
  await once(upstream, 'listening');
  const apiUrl = new URL(`http://127.0.0.1:${portOf(upstream)}`);
  const proxy = createSocketProxy(apiUrl, { allowedHosts: ['ui.example'], isDevelopment: false });
  const handle = createListener({
    handle: (request, response) => void response.end(`page ${request.url}`),
    makeRequestId: () => 'made-here',
    upgrade: proxy,
  }).listen(0, '127.0.0.1');
  await once(handle, 'listening');
  opened.defer(() => {
    proxy.close();
    for (const server of [handle, upstream]) {
      server.closeAllConnections();
      server.close();
    }
  });
  return { apiUrl, seen, upstream, dial: () => connect(portOf(handle), '127.0.0.1') };
}

const shake = (lines: string[] = [], path = '/v1/ws') =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: upgrade', 'Upgrade: websocket', ...lines, '', ''].join(
    '\r\n',
  );

async function readUntil(socket: Socket, part: string): Promise<string> {
  let read = '';
  socket.on('data', (chunk: Buffer) => (read += chunk.toString()));
  await expect.poll(() => read).toContain(part);
  return read;
}

it('bytes flow both ways after the switch, and both ends close together', async () => {
  await using opened = new AsyncDisposableStack();
  const { dial, seen, apiUrl } = await openUi(opened);
  const socket = dial();
  socket.write(
    `${shake(['Cookie: a=1', 'Origin: http://localhost', 'X-Hop: 1', 'Connection: x-hop', 'TE: trailers'])}early`,
  );
  const read = await readUntil(socket, '[early]');
  expect(read).toMatch(/^HTTP\/1\.1 101 .*\r\n/);
  expect(read).toContain('sec-websocket-accept: yes');
  expect(read).not.toContain('X-Inner');
  expect(read).toContain('first[early]');
  expect(seen[0]).toMatchObject({
    cookie: 'a=1',
    origin: apiUrl.origin,
    host: apiUrl.host,
    connection: 'Upgrade',
    upgrade: 'websocket',
  });
  expect([seen[0]?.['x-hop'], seen[0]?.['te']]).toEqual([undefined, undefined]);
  socket.destroy();
});

it('a refusal of the control plane is passed on, and nothing after it', async () => {
  await using opened = new AsyncDisposableStack();
  const { dial } = await openUi(opened, false);
  const socket = dial();
  socket.write(`${shake()}GET /v1/secret HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const read = await text(socket);
  expect(read).toMatch(/^HTTP\/1\.1 401 /);
  expect(read.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

it('a control plane that is away is a 503', async () => {
  await using opened = new AsyncDisposableStack();
  const { dial, upstream } = await openUi(opened);
  upstream.close();
  const socket = dial();
  socket.write(shake());
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 [^]*"unavailable"/);
});

it.each([
  ['another address', shake([], '/v1/agents'), 400],
  ['another protocol', shake().replace('websocket', 'h2c'), 400],
  ['a body', shake(['Content-Length: 3']) + 'abc', 400],
  ['a foreign host', shake().replace('localhost', 'evil.example'), 421],
  ['two upgrades', shake(['Upgrade: h2c']), 400],
])('%s is not passed on', async (_name, bytes, status) => {
  await using opened = new AsyncDisposableStack();
  const { dial, seen } = await openUi(opened);
  const socket = dial();
  socket.write(bytes);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(seen).toEqual([]);
});

it('a request that waits for an answer on its connection cannot switch', async () => {
  await using opened = new AsyncDisposableStack();
  const { dial, seen } = await openUi(opened);
  const socket = dial();
  socket.write(`GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n${shake()}`);
  const read = await text(socket);
  expect(read).toContain('page /a');
  expect(read).toContain('HTTP/1.1 400');
  expect(seen).toEqual([]);
});
