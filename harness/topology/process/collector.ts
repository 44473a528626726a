import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';

/**
 * `COLLECTOR_PORT` and `TRACES_FILE`: a collector of traces over OTLP/HTTP. It writes each export as one line of JSON and answers a GET with
 * the count. What comes after the file has its full size is counted only.
 */
const { COLLECTOR_PORT = '0', TRACES_FILE = 'traces.jsonl' } = process.env;
const FULL_BYTES = 256 * 1024 * 1024;

const file = createWriteStream(TRACES_FILE, { flags: 'a' });
const counts = { exports: 0, bytes: 0, written: 0 };

async function take(request: IncomingMessage): Promise<void> {
  const body = await buffer(request);
  counts.exports += 1;
  counts.bytes += body.length;
  const isJson = request.headers['content-type']?.includes('json') === true;
  if (!isJson || counts.written + body.length > FULL_BYTES) return;
  counts.written += body.length;
  file.write(`${body.toString().replaceAll('\n', ' ')}\n`);
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.method === 'GET') return void response.end(JSON.stringify(counts));
  take(request).then(
    () => response.end('{}'),
    () => response.destroy(),
  );
});
server.listen(Number(COLLECTOR_PORT), '127.0.0.1');
await once(server, 'listening');
closeOnSignal(async () => {
  server.close();
  server.closeAllConnections();
  file.end();
});
reportReady({ httpUrl: `http://127.0.0.1:${COLLECTOR_PORT}` });
