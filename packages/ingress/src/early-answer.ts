import { ServerResponse, type IncomingMessage } from 'node:http';
import { linger } from './linger.ts';
import { announcesBody } from './request-rules.ts';

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
