import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** How a client ends a connection: it waits for the server, says that it will send no more, or vanishes. */
export type Ending = 'waits' | 'ends' | 'vanishes';

export interface Plan {
  /** Sent one after another, each in a packet of its own. */
  pieces: readonly Buffer[];
  ending: Ending;
}

/** Sends the pieces and returns whatever came back before the connection was over. */
export async function converse(url: string, { pieces, ending }: Plan): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  const read: Buffer[] = [];
  const over = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => read.push(chunk));
  // The server may reset a connection that it has refused; what it said before is here.
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
