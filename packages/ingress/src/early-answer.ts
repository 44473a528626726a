import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { announcesBody } from './request-rules.ts';

/** How long, and how much of, a request that is answered already is still taken, so that its sender reads the answer. */
const LINGER_MS = 5_000;
const LINGER_BYTES = 64 * 1024 * 1024;
const LINGER_CHECK_MS = 250;

/**
 * A response that ends its connection when it begins before the request was read to its end. Whatever of that request still comes would
 * else be read as the next one, or make the next caller wait for it.
 */
export class FramedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  override writeHead(...given: unknown[]): this {
    if (announcesBody(this.req) && !this.req.complete) {
      this.shouldKeepAlive = false;
      lingerAtEnd(this.req);
    }
    // One method with several signatures, all of which pass through here.
    return super.writeHead(...(given as Parameters<ServerResponse['writeHead']>));
  }
}

/**
 * Half-closes a connection and takes what still comes for a while. Closing it with unread bytes would reset it, and the answer
 * that is on its way with it.
 */
export function linger(socket: Socket): void {
  if (socket.destroyed) return;
  if (!socket.writableEnded) socket.end();
  socket.on('error', () => {});
  socket.resume();
  const takenBefore = socket.bytesRead;
  let checks = 0;
  const timer = setInterval(() => {
    checks += 1;
    if (checks * LINGER_CHECK_MS >= LINGER_MS || socket.bytesRead - takenBefore > LINGER_BYTES) socket.destroy();
  }, LINGER_CHECK_MS);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}

/** Node closes a connection at its last answer by this method. */
function lingerAtEnd(request: IncomingMessage): void {
  const { socket } = request;
  let isLingering = false;
  socket.destroySoon = () => {
    if (isLingering) return;
    isLingering = true;
    request.unpipe();
    request.resume();
    linger(socket);
  };
}
