import { once } from 'node:events';
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { isHealthy } from '../../dev/programs.ts';

/**
 * `PROXY_ADDR` and `CONTROL_PLANES` (addresses with commas): the balancer of a topology where HAProxy is not installed. As
 * `harness/compose/haproxy.cfg` says, each request goes to the next replica that is ready, and to another one where the first accepts no
 * connection.
 */
const { PROXY_ADDR = '127.0.0.1:0', CONTROL_PLANES = '' } = process.env;
const CHECK_EVERY_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

interface Replica {
  host: string;
  port: number;
  isReady: boolean;
}

const replicas = CONTROL_PLANES.split(',').map((address): Replica => ({ ...toHostAndPort(address), isReady: false }));
let turn = 0;

function toHostAndPort(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

async function watch(replica: Replica): Promise<void> {
  for (;;) {
    replica.isReady = await isHealthy(`http://${replica.host}:${replica.port}/health/ready`);
    await sleep(CHECK_EVERY_MS, undefined, { ref: false });
  }
}

/** The replicas that are ready, beginning with another one at each call. */
function candidates(): Replica[] {
  turn += 1;
  const ready = replicas.filter(({ isReady }) => isReady);
  const first = turn % Math.max(1, ready.length);
  return [...ready.slice(first), ...ready.slice(0, first)];
}

/** A connection of its own for each request: one that was kept could be closed in the moment of its next use. */
async function open({ host, port }: Replica): Promise<Socket | null> {
  const socket = connect({ host, port, signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
  try {
    await once(socket, 'connect');
    return socket.setNoDelay(true);
  } catch {
    return null;
  }
}

async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const replica of candidates()) {
    const socket = await open(replica);
    if (socket !== null) return forward(request, response, socket);
    replica.isReady = false;
  }
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('No control plane is ready.\n');
}

function forward(request: IncomingMessage, response: ServerResponse, socket: Socket): void {
  const { method, url: path, headers } = request;
  const forwarded = [headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ');
  const upstream = sendRequest({
    createConnection: () => socket,
    method,
    path,
    headers: { ...headers, 'x-forwarded-for': forwarded, connection: 'close' },
  });
  upstream.on('response', (answer) => {
    const { connection: _connection, 'keep-alive': _keepAlive, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, kept);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('close', () => {
      if (!answer.complete) response.destroy();
    });
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The control plane broke the connection.\n');
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

const server = createServer((request, response) => void passOn(request, response));
const { host, port } = toHostAndPort(PROXY_ADDR);
server.listen(port, host);
await once(server, 'listening');
for (const replica of replicas) void watch(replica);
closeOnSignal(async () => {
  server.close();
  server.closeAllConnections();
});
while (!replicas.some(({ isReady }) => isReady)) await sleep(50);
reportReady({ httpUrl: `http://${PROXY_ADDR}` });
