import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer extends AsyncDisposable {
  port: number;
  /** `http://127.0.0.1:port` */
  origin: string;
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  /** TCP connections accepted so far: 0 proves that nobody even knocked. */
  connections(): number;
  /** Calls back at the end of each connection from now on. */
  onClosed(listener: () => void): void;
}

/** A real HTTP server on loopback that counts what reaches it. */
export async function startLocalServer(answer: RequestListener): Promise<LocalServer> {
  const requests: LocalServer['requests'] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  const listeners = new Set<() => void>();
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => listeners.forEach((listener) => listener()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    onClosed: (listener) => void listeners.add(listener),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
