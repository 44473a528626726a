import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** How a client ends a connection: it waits for the server, half-closes the connection, or resets it. */
export type Ending = 'waits' | 'ends' | 'vanishes';

export interface Plan {
  /** The pieces are sent one after another, each in its own packet. */
  pieces: readonly Buffer[];
  ending: Ending;
}

/** Sends the pieces and returns everything that was received before the connection ended. */
export async function converse(url: string, { pieces, ending }: Plan): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  const read: Buffer[] = [];
  const over = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => read.push(chunk));
  // The server may reset a connection that it has refused; the data before that was already received.
  socket.on('error', () => over.resolve()).on('close', () => over.resolve());
  socket.on('end', () => socket.end());
  for (const piece of pieces) {
    if (!socket.writable) break;
    socket.write(piece);
    await setImmediate();
  }
  if (ending === 'ends') socket.end();
  if (ending === 'vanishes') socket.resetAndDestroy();
  await over.promise;
  socket.destroy();
  return Buffer.concat(read);
}
