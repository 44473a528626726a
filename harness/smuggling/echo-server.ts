import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Replaces a control plane: it reads each request and answers with its id. `/v1/stream` is a stream that does not end. */
export async function startEchoServer(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    const id = request.headers['x-request-id'] ?? 'none';
    if (request.url === '/v1/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': id }).write('data: 1\n\n');
      return;
    }
    let size = 0;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () => {
      const body = JSON.stringify({ method: request.method, size });
      response.writeHead(200, { 'x-request-id': id, 'content-length': Buffer.byteLength(body) }).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A TCP server's address has this type.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
