import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { announcesBody } from './request-rules.ts';

/** How long, and how much of, an already answered request is still read, so that its sender reads the response. */
const LINGER_MS = 5_000;
const LINGER_BYTES = 64 * 1024 * 1024;
const LINGER_CHECK_MS = 250;

/**
 * A response that ends its connection if it begins before the request was read to its end. Otherwise the rest of that
 * request would be read as the next one, or the next caller would wait for it.
 */
export class FramedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  override writeHead(...given: unknown[]): this {
    if (announcesBody(this.req) && !this.req.complete) {
      this.shouldKeepAlive = false;
      lingerAtEnd(this.req);
    }
    // This is one method with several signatures, and all of them pass through here.
    return super.writeHead(...(given as Parameters<ServerResponse['writeHead']>));
  }
}

/**
 * Half-closes a connection and reads what still arrives for a while. Closing it with unread bytes would reset the
 * connection, and the response that is on its way would be lost.
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

/** Node closes a connection after its last response by calling `destroySoon`. */
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
