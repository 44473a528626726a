import { maxHeaderSize } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Ids } from '@everruns/core/catalog';
import { EverrunsError } from '@everruns/schemas';
import { toProblem } from '../kernel/problem.ts';

/** What Node's parser refuses never reaches the app: it is answered here, by a problem document too, and the connection ends. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, ids: Ids): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = toProblem(describe(error.code), ids.uuid());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${problem.request_id}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function describe(code: string | undefined): EverrunsError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `must be at most ${maxHeaderSize} bytes with the address`;
    const errors = [{ path: '$headers', code: 'too_big', message, limit: maxHeaderSize }];
    return new EverrunsError('headers_too_large', `The headers ${message}.`, { errors });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new EverrunsError('request_timeout', 'The request took too long to arrive.');
  return new EverrunsError('invalid_request', 'The request is not valid HTTP.');
}
