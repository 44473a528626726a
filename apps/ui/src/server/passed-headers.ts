import type { IncomingMessage } from 'node:http';

/** Headers of one connection, or of a message's framing on it (RFC 9110, 7.6.1): each side of a proxy writes its own. */
const OF_ONE_CONNECTION = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
];

/** Headers that are written anew for the control plane. */
const WRITTEN_ANEW = ['host', 'origin', 'x-forwarded-for'];

/** Returns a client's headers for the control plane as alternating names and values. The sender writes framing and `Host`. */
export function toUpstreamHeaders(request: IncomingMessage, apiUrl: URL): string[] {
  const passed = pass(request.rawHeaders, WRITTEN_ANEW);
  const { origin, host } = request.headers;
  if (origin !== undefined) passed.push('origin', toUpstreamOrigin(origin, { host, apiUrl }));
  // The control plane limits callers by the last entry; the earlier ones are only claims of the client.
  const claimed = request.headers['x-forwarded-for'];
  const peer = request.socket.remoteAddress ?? '';
  passed.push('x-forwarded-for', claimed === undefined ? peer : `${String(claimed)}, ${peer}`);
  return passed;
}

/**
 * Returns the headers of the control plane's answer for the client as alternating names and values. A length is included
 * only if the sender has checked it against the body.
 */
export function toClientHeaders(rawHeaders: readonly string[], status: number): string[] {
  const passed = pass(rawHeaders, []);
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length');
  const length = at === -1 ? '' : (rawHeaders[at + 1] ?? '');
  const isFramed = rawHeaders.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'transfer-encoding');
  const hasBody = status !== 204 && status !== 304;
  if (hasBody && !isFramed && /^\d{1,15}$/.test(length)) passed.push('content-length', String(Number(length)));
  return passed;
}

/**
 * Returns the `Origin` to forward. The control plane compares it with the `Host` that it was called by, so an origin of
 * our pages becomes the control plane's own. A foreign origin is forwarded unchanged, and the control plane refuses it.
 */
function toUpstreamOrigin(origin: string, { host, apiUrl }: { host: string | undefined; apiUrl: URL }): string {
  if (host === undefined || !URL.canParse(origin)) return origin;
  return new URL(origin).host.toLowerCase() === host.toLowerCase() ? apiUrl.origin : origin;
}

function pass(rawHeaders: readonly string[], alsoDropped: readonly string[]): string[] {
  const dropped = new Set([...OF_ONE_CONNECTION, ...alsoDropped, ...listConnectionOptions(rawHeaders)]);
  const passed: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!dropped.has(name.toLowerCase())) passed.push(name, value);
  }
  return passed;
}

/** Returns the header names that the message's own `Connection` headers declare to belong to that connection. */
function listConnectionOptions(rawHeaders: readonly string[]): string[] {
  const options: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== 'connection') continue;
    const names = rawHeaders[index + 1]?.split(',') ?? [];
    options.push(...names.map((name) => name.trim().toLowerCase()));
  }
  return options;
}
