import { connect, type Socket } from 'node:net';

export interface OpenStreams extends Disposable {
  /** Streams per second, from the first connection to the last `connected`. */
  rate: number;
}

/** The number opened concurrently: clients that reconnect after a deploy, not a flood of SYN packets. */
const AT_ONCE = 100;

/** Opens `count` event streams, each on its own socket and spread over the sessions, and keeps them open. */
export async function openStreams(url: string, sessionIds: readonly string[], count: number): Promise<OpenStreams> {
  const { hostname, port, host } = new URL(url);
  const sockets: Socket[] = [];
  const startedAt = performance.now();
  let next = 0;
  const openNext = async (): Promise<void> => {
    while (next < count) {
      const sessionId = sessionIds[next % sessionIds.length];
      next += 1;
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      const path = `/v1/sessions/${sessionId}/sse?after_sequence=latest`;
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`);
      await untilConnected(socket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openNext));
  const rate = count / ((performance.now() - startedAt) / 1_000);
  return {
    rate,
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function untilConnected(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let head = '';
  const onData = (chunk: Buffer) => {
    head += chunk.toString('latin1');
    if (head.length > 12 && !head.startsWith('HTTP/1.1 200')) return reject(new Error(head));
    if (!head.includes('event: connected')) return;
    // Heartbeats are read and discarded.
    socket.off('data', onData).resume();
    resolve();
  };
  socket.on('data', onData).once('error', reject);
  return promise;
}
