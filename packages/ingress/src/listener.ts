import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Conversation } from './conversation.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { FramedResponse } from './early-answer.ts';
import { refuse } from './refusal.ts';
import { findFault, findUpgradeFault, refusedMethod } from './request-rules.ts';

/** Which requests switch to another protocol. Every other request with `Upgrade` is refused. */
export interface UpgradeRules {
  /** Whether a well-formed request without a body may switch. Called while its headers are read. */
  accepts: (request: IncomingMessage) => boolean;
  /** Takes over the connection, on which nothing has been answered; `head` is what the client has sent already. */
  take: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
}

export interface ListenerOptions {
  /** Answers a request. The requests of one connection come one after another, each with exactly one interpretation. */
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Makes the id of a request that is refused before `handle` sees it. */
  makeRequestId: () => string;
  upgrade?: UpgradeRules;
  /** How long an idle connection stays open. A load balancer must close it sooner, or it would write to a closed connection. */
  keepAliveMs?: number;
}

const KEEP_ALIVE_MS = 65_000;
/** The time that a connection which was about to be closed as idle still has for the headers of its next request. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 300_000;

/**
 * Creates an HTTP server that passes on only requests with exactly one interpretation, and that sends its responses in
 * the order of their requests. The server is not listening yet.
 */
export function createListener(options: ListenerOptions): Server {
  const { handle, makeRequestId, upgrade, keepAliveMs = KEEP_ALIVE_MS } = options;
  const conversations = new WeakMap<Duplex, Conversation>();
  const conversationOn = (socket: Duplex): Conversation => {
    const known = conversations.get(socket);
    if (known !== undefined) return known;
    // A plain HTTP server has no other kind of connection.
    const begun = new Conversation(socket as Socket);
    conversations.set(socket, begun);
    return begun;
  };
  const take = (request: IncomingMessage, response: ServerResponse, isWaiting = false): void => {
    const begin = () => {
      const fault = findFault(request);
      if (fault !== null) return refuse(response, fault, makeRequestId());
      // Servers disagree on what keeps an HTTP/1.0 connection open: Node accepts Proxy-Connection, others do not.
      if (request.httpVersion === '1.0') response.shouldKeepAlive = false;
      if (isWaiting) response.writeContinue();
      handle(request, response);
    };
    conversationOn(request.socket).add({ request, response, begin });
  };
  // A request that waits for others on its connection cannot have it, and is refused in its turn like any other with `Upgrade`.
  const mayUpgrade = (request: IncomingMessage): boolean =>
    upgrade !== undefined &&
    conversations.get(request.socket)?.isSilent !== false &&
    findUpgradeFault(request) === null &&
    upgrade.accepts(request);
  const server = createServer({
    ServerResponse: FramedResponse,
    // Node itself would answer a request that has no Host header, but not with a problem document.
    requireHostHeader: false,
    shouldUpgradeCallback: mayUpgrade,
    ...toTimeouts(keepAliveMs),
  });
  if (upgrade !== undefined) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A connection that breaks while it is nobody's must not end the process.
      socket.on('error', () => {});
      upgrade.take(request, socket as Socket, head);
    });
  }
  server.on('request', take);
  server.on('checkContinue', (request, response) => take(request, response, true));
  server.on('checkExpectation', take);
  server.on('connect', ({ socket }: IncomingMessage) => {
    socket.on('error', () => {});
    conversationOn(socket).refuse(refusedMethod(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']), makeRequestId());
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET') return void socket.destroy();
    // Bytes after the connection's last request belong to no request. The response to that request ends the connection.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    conversationOn(socket).refuse(describeUnreadable(error.code), makeRequestId());
  });
  return server;
}

/** Node counts the time for a request's headers from the end of the previous request, so it must exceed the idle time. */
function toTimeouts(keepAliveTimeout: number) {
  const headersTimeout = keepAliveTimeout + HEADERS_MS;
  return { keepAliveTimeout, headersTimeout, requestTimeout: Math.max(REQUEST_MS, headersTimeout) };
}
