import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Ids } from '@everruns/core/catalog';
import { EverrunsError } from '@everruns/schemas';
import { toProblem } from './problem.ts';

/** What Node's parser refuses never reaches the app: it is answered here, by a problem document too, and the connection ends. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, ids: Ids): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const requestId = ids.uuid();
  const { status, refusal } = describe(error.code);
  const title = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ ...toProblem(refusal, requestId), status, title });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function describe(code: string | undefined): { status: number; refusal: EverrunsError } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `must be at most ${maxHeaderSize} bytes with the address`;
    const errors = [{ path: '$headers', code: 'too_big', message, limit: maxHeaderSize }];
    return { status: 431, refusal: new EverrunsError('invalid_request', `The headers ${message}.`, { errors }) };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, refusal: new EverrunsError('request_timeout', 'The request took too long to arrive.') };
  return { status: 400, refusal: new EverrunsError('invalid_request', 'The request is not valid HTTP.') };
}
