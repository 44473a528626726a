import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Both directions of one connection, as they were on the wire. */
export interface Recording {
  asked: Buffer;
  answered: Buffer;
}

/** Forwards bytes to a server and records them. */
export interface RecordingTap extends AsyncDisposable {
  url: string;
  /** Returns the traffic of each connection so far, in the order in which they were opened. */
  recordings(): Recording[];
}

export async function startRecordingTap(target: string): Promise<RecordingTap> {
  const { hostname, port } = new URL(target);
  const kept: { asked: Buffer[]; answered: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  // Each direction ends separately, as it would without the tap.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const recording = { asked: [] as Buffer[], answered: [] as Buffer[] };
    kept.push(recording);
    client.on('data', (chunk: Buffer) => recording.asked.push(chunk));
    upstream.on('data', (chunk: Buffer) => recording.answered.push(chunk));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.resetAndDestroy()).on('close', () => to.destroySoon());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A TCP server's address has this type.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recordings: () =>
      kept.map(({ asked, answered }) => ({ asked: Buffer.concat(asked), answered: Buffer.concat(answered) })),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
