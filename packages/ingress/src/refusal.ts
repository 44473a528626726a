import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { omitUndefined } from '@everruns/kernel';
import type { ErrorCode, FieldError, Problem } from '@everruns/schemas';
import { linger } from './linger.ts';

/** The reason why a request is refused before the application sees it. */
export interface Refusal {
  status: number;
  code: ErrorCode;
  /** A message for people that says what to do next. */
  detail: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
}

/** Returns the parts of a refusal: a problem document (RFC 9457) and its headers. */
function formatRefusal(
  { status, code, detail, errors, headers }: Refusal,
  requestId: string,
): { headers: Record<string, string>; body: string } {
  const problem: Problem = {
    type: `/docs/errors/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    request_id: requestId,
    ...omitUndefined({ errors }),
  };
  const body = JSON.stringify(problem);
  return {
    body,
    headers: {
      'Content-Type': 'application/problem+json',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
      ...headers,
    },
  };
}

/** Answers with a problem document and closes the connection, whose next bytes cannot be trusted. No response may have begun. */
export function refuse(response: ServerResponse, refusal: Refusal, requestId: string): void {
  response.shouldKeepAlive = false;
  const { headers, body } = formatRefusal(refusal, requestId);
  response.writeHead(refusal.status, headers).end(body);
}

/** Answers with a problem document on a connection that has no response object, and closes it. */
export function refuseSocket(socket: Duplex, refusal: Refusal, requestId: string): void {
  socket.on('error', () => {});
  socket.end(formatRawRefusal(refusal, requestId));
  // A plain HTTP server has no other kind of connection.
  linger(socket as Socket);
}

/** Returns the refusal as bytes, for a connection without a response object. It announces that the connection ends. */
export function formatRawRefusal(refusal: Refusal, requestId: string): string {
  const { headers, body } = formatRefusal(refusal, requestId);
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
