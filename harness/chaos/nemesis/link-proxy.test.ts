import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLinkProxy, type LinkProxy } from './link-proxy.ts';

const opened = new AsyncDisposableStack();
let proxy: LinkProxy;
let accepted: Socket[];

beforeEach(async () => {
  accepted = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    accepted.push(socket);
    socket.on('data', (chunk) => socket.write(`echo ${chunk.toString()}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has a port.
  const { port } = server.address() as AddressInfo;
  proxy = opened.use(await startLinkProxy(`127.0.0.1:${port}`));
  opened.defer(() => void server.close());
});
afterEach(async () => {
  for (const socket of accepted) socket.destroy();
  await proxy[Symbol.asyncDispose]();
});

/** Opens a connection and returns the text that it has received so far and the promise of its end. */
function open(): { socket: Socket; heard: () => string; ended: Promise<unknown> } {
  const [host = '', port = ''] = proxy.address.split(':');
  const socket = connect(Number(port), host);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  return { socket, heard: () => text, ended: once(socket, 'close') };
}

it('carries both ways while the weather is fine, and counts nothing', async () => {
  const { socket, heard } = open();
  socket.write('a');
  await expect.poll(heard).toBe('echo a');
  expect(proxy.hits()).toBe(0);
});

it('cuts after as many bytes of the server as it is told', async () => {
  const { socket, heard, ended } = open();
  proxy.setWeather({ cutAfterBytes: 3 });
  socket.write('a');
  await ended;
  expect([heard(), proxy.hits()]).toEqual(['ech', 1]);
});

it('loses one direction, and cuts what was torn when the weather clears', async () => {
  const { socket, heard, ended } = open();
  proxy.setWeather({ loses: 'to-client' });
  socket.write('a');
  await expect.poll(() => proxy.hits()).toBe(1);
  proxy.setWeather({});
  await ended;
  expect(heard()).toBe('');
});

it('delays bytes without changing their order', async () => {
  const { socket, heard } = open();
  proxy.setWeather({ delayMs: 30 });
  socket.write('a');
  await expect.poll(() => proxy.hits()).toBeGreaterThan(0);
  proxy.setWeather({});
  socket.write('b');
  await expect.poll(heard).toMatch(/^echo ab$|^echo aecho b$/);
});

it('refuses everybody while it is out', async () => {
  const before = open();
  await expect.poll(() => accepted.length).toBe(1);
  proxy.setWeather({ isOut: true });
  await before.ended;
  await open().ended;
  expect(proxy.hits()).toBe(2);
  proxy.setWeather({});
  const after = open();
  after.socket.write('a');
  await expect.poll(after.heard).toBe('echo a');
});
