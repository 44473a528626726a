import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import next from 'next';
import { serveStaticFiles } from './static-files.ts';

/**
 * `node serve.ts <folder> <host> <port>`: the built UI, for a parent that is told `{ port }` when it answers. Ends with the
 * parent, also one that was killed: the line to it is cut.
 */
const [folder = '.', hostname = '127.0.0.1', wantedPort = '9100'] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
const server = createServer().listen(Number(wantedPort), hostname);
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : Number(wantedPort);
const app = next({ dev: false, dir: folder, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const serveStatic = serveStaticFiles(path.join(folder, '.next/static'));
server.on('request', (request, response) => {
  if (serveStatic(request, response)) return;
  addClientAddress(request);
  void handle(request, response);
});
process.send?.({ port });

/** The control plane limits callers by the last entry; the ones before it are what the client claims. */
function addClientAddress({ headers, socket }: IncomingMessage): void {
  const claimed = headers['x-forwarded-for'];
  const peer = socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = claimed === undefined ? peer : `${String(claimed)}, ${peer}`;
}
