import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Headers whose repetition is interpreted differently by different servers. Node keeps the first or joins them. */
const AT_MOST_ONCE: readonly string[] = [
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'authorization',
  'origin',
  'expect',
  'upgrade',
];

/** An origin-form target (RFC 9112, 3.2.1): a path, perhaps a query, no fragment, no space. */
const TARGET = /^\/[!"$-~]*$/;

/** Returns the fault of a request that Node's parser has accepted, or null if it has exactly one interpretation. */
export function findFault(request: IncomingMessage): Refusal | null {
  return findCommonFault(request) ?? findSwitchFault(request);
}

/** The same for a request that would switch to another protocol: it has no body, and nothing but the switch is expected of it. */
export function findUpgradeFault(request: IncomingMessage): Refusal | null {
  const { method, httpVersion, headers } = request;
  if (method !== 'GET' || httpVersion !== '1.1')
    return invalid('Only a GET of HTTP/1.1 switches to a protocol.', 'Upgrade');
  if (announcesBody(request) || headers.expect !== undefined)
    return invalid('Send the request without a body.', 'Upgrade');
  return findCommonFault(request);
}

function findCommonFault(request: IncomingMessage): Refusal | null {
  const { method = '', httpVersion, url = '', rawHeaders } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return invalid('Only HTTP/1.0 and HTTP/1.1 are spoken here.');
  if (!METHODS.includes(method)) return refusedMethod(METHODS);
  if (!TARGET.test(url)) {
    return invalid('The request target must be a path that begins with a slash, such as /v1/agents.');
  }
  if (request.headers.host === undefined) return invalid('The request needs a Host header.', 'Host');
  const repeated = findRepeated(rawHeaders);
  if (repeated !== undefined) return invalid(`The request has more than one ${repeated} header.`, repeated);
  return findTransferFault(request);
}

/** Refuses a method and names the allowed ones. */
export function refusedMethod(allowed: readonly string[]): Refusal {
  return {
    status: 405,
    code: 'method_not_allowed',
    detail: `This address answers ${allowed.join(', ')}.`,
    headers: { Allow: allowed.join(', ') },
  };
}

/** Whether a request announces a body, even an empty chunked one. */
export function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function findTransferFault({ headers, httpVersion }: IncomingMessage): Refusal | null {
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return null;
  if (httpVersion === '1.0') return invalid('HTTP/1.0 knows no Transfer-Encoding.', 'Transfer-Encoding');
  if (coding.toLowerCase() === 'chunked') return null;
  return invalid('Transfer-Encoding must be chunked and nothing else.', 'Transfer-Encoding');
}

function findSwitchFault({ headers, httpVersion }: IncomingMessage): Refusal | null {
  if (headers.upgrade !== undefined) {
    return invalid('This address switches to no other protocol; send the request without Upgrade.', 'Upgrade');
  }
  const { expect } = headers;
  if (expect === undefined || httpVersion === '1.0' || expect.toLowerCase() === '100-continue') return null;
  return { ...invalid('Expect must be 100-continue, or be left out.', 'Expect'), status: 417 };
}

function findRepeated(rawHeaders: readonly string[]): string | undefined {
  const seen: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!AT_MOST_ONCE.includes(name)) continue;
    if (seen.includes(name)) return name;
    seen.push(name);
  }
  return undefined;
}

function invalid(detail: string, header?: string): Refusal {
  const errors = header === undefined ? {} : { errors: [{ path: header, code: 'invalid', message: detail }] };
  return { status: 400, code: 'invalid_request', detail, ...errors };
}
