import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Conversation } from './conversation.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { FramedResponse } from './early-answer.ts';
import { refuse } from './refusal.ts';
import { findFault, refusedMethod } from './request-rules.ts';

export interface ListenerOptions {
  /** Answers a request. Requests of one connection come one after another, each with exactly one reading. */
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Names a request that is refused before `handle` sees it. */
  makeRequestId: () => string;
  /** How long an idle connection stays open: longer than a balancer in front keeps it, or that one writes into a closed one. */
  keepAliveMs?: number;
}

const KEEP_ALIVE_MS = 65_000;
/** A connection that was just about to be closed as idle still has this long for the headers of its next request. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 300_000;

/**
 * An HTTP server that hands on only requests with exactly one reading, and whose answers stand in the order of their requests. It is
 * not listening yet.
 */
export function createListener(options: ListenerOptions): Server {
  const { handle, makeRequestId, keepAliveMs = KEEP_ALIVE_MS } = options;
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
      // What keeps a connection of HTTP/1.0 open is a matter of taste: Node takes Proxy-Connection for a reason, others do not.
      if (request.httpVersion === '1.0') response.shouldKeepAlive = false;
      if (isWaiting) response.writeContinue();
      handle(request, response);
    };
    conversationOn(request.socket).add({ request, response, begin });
  };
  // Node would answer a request without Host by itself, and by no problem document.
  const server = createServer({ ServerResponse: FramedResponse, requireHostHeader: false, ...toTimeouts(keepAliveMs) });
  server.on('request', take);
  server.on('checkContinue', (request, response) => take(request, response, true));
  server.on('checkExpectation', take);
  server.on('connect', ({ socket }: IncomingMessage) => {
    socket.on('error', () => {});
    conversationOn(socket).refuse(refusedMethod(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']), makeRequestId());
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET') return void socket.destroy();
    // Bytes after the connection's last request are nobody's: its answer ends the connection.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    conversationOn(socket).refuse(describeUnreadable(error.code), makeRequestId());
  });
  return server;
}

/** Node counts a request's headers from the end of the one before: they need longer than the connection may be idle. */
function toTimeouts(keepAliveTimeout: number) {
  const headersTimeout = keepAliveTimeout + HEADERS_MS;
  return { keepAliveTimeout, headersTimeout, requestTimeout: Math.max(REQUEST_MS, headersTimeout) };
}
