import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createListener } from '../src/index.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Opens a listener on loopback, which is closed with its connections at the end of the test. */
export async function openListener(opened: AsyncDisposableStack, handle: Handle): Promise<Server> {
  const server = createListener({ handle, makeRequestId: () => 'made-here' }).listen(0, '127.0.0.1');
  opened.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return server;
}

/** Opens a client that can still send after the server has ended its side. */
export function dial(server: Server): Socket {
  // The address of a TCP server has this type.
  return connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
}

/** Sends these bytes and returns what the client reads until the server ends the connection. */
export async function say(server: Server, bytes: string): Promise<string> {
  const socket = dial(server);
  socket.write(bytes, 'latin1');
  const read = await text(socket);
  socket.destroy();
  return read;
}

/** Returns the status codes of the responses in the text that a client read. */
export function statusesIn(read: string): number[] {
  return [...read.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}
