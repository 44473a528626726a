import type { IncomingMessage } from 'node:http';
import type { Refusal } from '@everruns/ingress';
import { EverrunsError, isEverrunsError, type FieldError } from '@everruns/schemas';
import { toProblem } from '../../kernel/problem.ts';
import { assertHostAllowed, assertSameSite, type HostPolicy } from '../host-guard.ts';

/** The one address that speaks WebSocket. */
export const SOCKET_PATH = '/v1/ws';
/** The protocol that the server chooses if it is offered. */
const PROTOCOL = 'everruns.v1';
/** A protocol whose rest is a credential. It is never chosen, so it is never in an answer. */
const CREDENTIAL = 'everruns.credential.';
const VERSION = '13';

/** Whether a request with `Upgrade` is for the socket. */
export function isForSocket({ url = '', headers }: IncomingMessage): boolean {
  return pathOf(url) === SOCKET_PATH && headers.upgrade?.toLowerCase() === 'websocket';
}

/** Whether a request names the address of the socket, with or without `Upgrade`. */
export function isSocketPath(url: string): boolean {
  return pathOf(url) === SOCKET_PATH;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** The answer to a request without `Upgrade`. */
export const UPGRADE_REQUIRED: Refusal = {
  status: 426,
  code: 'invalid_request',
  detail: 'This address speaks WebSocket. Send an Upgrade to websocket, version 13.',
  headers: { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': VERSION },
};

/** Returns what is wrong with the opening handshake (RFC 6455, 4.2.1), or null. */
export function findHandshakeFault({ url = '', headers }: IncomingMessage): Refusal | null {
  if (headers['sec-websocket-version'] !== VERSION) return UPGRADE_REQUIRED;
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
    return invalid('Sec-WebSocket-Key must be 16 bytes in base64.', 'Sec-WebSocket-Key');
  // Addresses are logged by every proxy on the way, so there is no place in one where a credential could be put.
  if (url !== SOCKET_PATH)
    return invalid('This address takes no query. A credential is never part of an address.', 'query');
  const credentials = readProtocols(headers).filter((protocol) => protocol.startsWith(CREDENTIAL));
  if (credentials.length > 1) return invalid('Send one credential.', 'Sec-WebSocket-Protocol');
  return null;
}

/** Throws `misdirected_host` for a foreign `Host`, and `cross_site_request` for a page of another site. */
export function assertWelcome(
  headers: Headers,
  { policy, peer, isProofNeeded }: { policy: HostPolicy; peer: string; isProofNeeded: boolean },
): void {
  assertHostAllowed(headers.get('host'), { policy, peer });
  // No browser asks before it opens a socket, and none hides what comes over it. So the rule holds for every credential.
  assertSameSite(headers, { policy, isProofNeeded });
}

/** The protocol to choose, which is never a credential. */
export function chooseProtocol(offered: Iterable<string>): string | false {
  return [...offered].includes(PROTOCOL) ? PROTOCOL : false;
}

/** The headers by which the caller of a socket is known. `isShown`: they hold a credential. */
export interface CallerHeaders {
  headers: Headers;
  isShown: boolean;
}

/** Keeps of a request what authentication reads. A credential among the protocols counts as one in `Authorization`. */
export function readCallerHeaders(request: IncomingMessage): CallerHeaders {
  const { authorization, cookie } = request.headers;
  const named = readProtocols(request.headers).find((protocol) => protocol.startsWith(CREDENTIAL));
  const headers = new Headers();
  const org = request.headers['x-org-id'];
  if (typeof org === 'string') headers.set('x-org-id', org);
  const shown = authorization ?? (named === undefined ? undefined : `Bearer ${named.slice(CREDENTIAL.length)}`);
  // A bad credential never falls back to the cookie.
  if (shown !== undefined) headers.set('authorization', shown);
  else if (cookie !== undefined) headers.set('cookie', cookie);
  return { headers, isShown: shown !== undefined };
}

function readProtocols({ 'sec-websocket-protocol': offered }: IncomingMessage['headers']): string[] {
  return offered === undefined ? [] : offered.split(',').map((each) => each.trim());
}

function invalid(detail: string, path: string): Refusal {
  return { status: 400, code: 'invalid_request', detail, errors: [{ path, code: 'invalid', message: detail }] };
}

/** The refusal of a handshake for an error. */
export function toRefusal(error: unknown, requestId: string): Refusal {
  const { status, code, detail, errors } = toProblem(error, requestId);
  const retryAfterMs = isEverrunsError(error) ? error.retryAfterMs : undefined;
  return {
    status,
    code,
    detail,
    ...(errors === undefined ? {} : { errors: errors as FieldError[] }),
    headers: {
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) }),
    },
  };
}

/** The process is full or about to end. Another one may have room. */
export function noRoom(): EverrunsError {
  return new EverrunsError('unavailable', 'This process takes no more sockets. Try again in a moment.', {
    retryAfterMs: 5_000,
  });
}
