import type { IncomingMessage } from 'node:http';

/** Belong to one connection, or say how a message is framed on it (RFC 9110, 7.6.1): each side of a proxy writes its own. */
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

/** Are written anew for the control plane. */
const WRITTEN_ANEW = ['host', 'origin', 'x-forwarded-for'];

/** The headers of a client's request for the control plane, as names and values in turn. Framing and `Host` are the sender's to write. */
export function toUpstreamHeaders(request: IncomingMessage, apiUrl: URL): string[] {
  const passed = pass(request.rawHeaders, WRITTEN_ANEW);
  const { origin, host } = request.headers;
  if (origin !== undefined) passed.push('origin', toUpstreamOrigin(origin, { host, apiUrl }));
  // The control plane limits callers by the last entry; the ones before it are what the client claims.
  const claimed = request.headers['x-forwarded-for'];
  const peer = request.socket.remoteAddress ?? '';
  passed.push('x-forwarded-for', claimed === undefined ? peer : `${String(claimed)}, ${peer}`);
  return passed;
}

/**
 * The headers of the control plane's answer for the client, as names and values in turn. A length goes along where the answer has
 * one that can be trusted: the sender has checked it against the body.
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
 * The `Origin` to pass on. The control plane compares it with the `Host` that it is called by, so a page of ours must come with the
 * control plane's own; a foreign one passes as it is and is refused there.
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

/** Names that a message's own `Connection` headers declare to be of that connection. */
function listConnectionOptions(rawHeaders: readonly string[]): string[] {
  const options: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== 'connection') continue;
    const names = rawHeaders[index + 1]?.split(',') ?? [];
    options.push(...names.map((name) => name.trim().toLowerCase()));
  }
  return options;
}
