import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Forwards bytes to `target`. While it is frozen nobody hears of the other, as when a network is gone: connections stay, and bytes are lost. */
export interface FreezingProxy extends AsyncDisposable {
  url: string;
  freeze(): void;
  /** New connections are forwarded again. The older ones stay dead. */
  thaw(): void;
}

export async function startFreezingProxy(target: string): Promise<FreezingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    if (isFrozen) return;
    const upstream = connect(Number(port), hostname);
    sockets.add(upstream);
    upstream.on('error', () => undefined);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => void (!isFrozen && to.write(chunk)));
      from.on('end', () => void (!isFrozen && to.end()));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A TCP server's address has this type.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => void (isFrozen = true),
    thaw() {
      for (const socket of sockets) socket.removeAllListeners('data').removeAllListeners('end').resume();
      isFrozen = false;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
