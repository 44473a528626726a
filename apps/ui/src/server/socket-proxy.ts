import { request as ask, type IncomingMessage } from 'node:http';
import { request as askSecurely } from 'node:https';
import type { Socket } from 'node:net';
import { refuseSocket, type UpgradeRules } from '@everruns/ingress';
import { UNREACHABLE } from './control-plane-proxy.ts';
import { findRefusal, type HostRules } from './handle-request.ts';
import { toUpstreamHeaders } from './passed-headers.ts';
import { makeRequestId } from './request-ids.ts';

/** The one address that is passed on as a WebSocket. */
const SOCKET_PATH = '/v1/ws';
const CONNECT_TIMEOUT_MS = 10_000;
/** Headers of the control plane's answer that describe the switch. Everything else about its connection stays with it. */
const OF_THE_SWITCH = ['sec-websocket-accept', 'sec-websocket-protocol'];

/** Passes `/v1/ws` on to the control plane. */
export interface SocketProxy extends UpgradeRules {
  /** Ends every socket, so that the server can close. */
  close(): void;
}

/**
 * Passes WebSockets through. Each has a connection of its own to the control plane, whose handshake is written here and not copied, and
 * which is used for nothing else: bytes flow only after both sides have agreed to the switch, and when one side ends so does the other.
 */
export function createSocketProxy(apiUrl: URL, rules: HostRules): SocketProxy {
  const open = new Set<Socket>();
  return {
    accepts: ({ url = '', headers }) => pathOf(url) === SOCKET_PATH && headers.upgrade?.toLowerCase() === 'websocket',
    take(request, socket, head) {
      const refusal = findRefusal(request, rules);
      if (refusal !== null) return refuseSocket(socket, refusal, makeRequestId());
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      passOn(apiUrl, request, { socket, head });
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

function passOn(apiUrl: URL, request: IncomingMessage, client: { socket: Socket; head: Buffer }): void {
  const { socket, head } = client;
  const upstream = (apiUrl.protocol === 'https:' ? askSecurely : ask)(new URL(request.url ?? '/', apiUrl), {
    agent: false,
    method: 'GET',
    timeout: CONNECT_TIMEOUT_MS,
    headers: [
      'Host',
      apiUrl.host,
      ...toUpstreamHeaders(request, apiUrl),
      'Connection',
      'Upgrade',
      'Upgrade',
      'websocket',
    ],
  });
  socket.on('close', () => upstream.destroy());
  upstream.on('timeout', () => upstream.destroy());
  upstream.on('error', () => refuseOnce(socket));
  upstream.on('response', (answer) => passRefusal(answer, socket));
  upstream.on('upgrade', (answer, server, first) => {
    if (socket.destroyed) return void server.destroy();
    const headers = Object.entries(answer.headers).filter(([name]) => OF_THE_SWITCH.includes(name));
    const lines = headers.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${lines}\r\n`);
    if (first.length > 0) socket.write(first);
    if (head.length > 0) server.write(head);
    join(socket, server);
  });
  upstream.end();
}

/** Lets bytes flow both ways, no faster than they are read, until either side ends. */
function join(client: Socket, server: Socket): void {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.setTimeout(0);
    from.setNoDelay(true);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroySoon());
    from.pipe(to);
  }
}

function refuseOnce(socket: Socket): void {
  if (!socket.destroyed && socket.bytesWritten === 0) refuseSocket(socket, UNREACHABLE, makeRequestId());
  else socket.destroy();
}

/** The most of a refusal that is read. The control plane's problem documents are shorter. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** The control plane does not switch: its problem document is the answer, in a framing of our own. */
function passRefusal(answer: IncomingMessage, socket: Socket): void {
  const chunks: Buffer[] = [];
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_REFUSAL_BYTES) answer.destroy();
    else chunks.push(chunk);
  });
  answer.on('error', () => refuseOnce(socket));
  answer.on('end', () => {
    const body = Buffer.concat(chunks);
    const kept = ['content-type', 'retry-after', 'www-authenticate', 'sec-websocket-version', 'x-request-id'];
    const passed = kept.flatMap((name) => {
      const value = answer.headers[name];
      return typeof value === 'string' ? [`${name}: ${value}\r\n`] : [];
    });
    const line = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage ?? ''}\r\n`;
    socket.end(
      Buffer.concat([
        Buffer.from(`${line}${passed.join('')}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`),
        body,
      ]),
    );
  });
}
