import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { toUpstreamOrigin } from './host-guard.ts';

/** Belong to one connection (RFC 9110, 7.6.1) or name this server. */
const NOT_PASSED_ON = new Set([
  'connection',
  'host',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-nonce',
]);

/**
 * Sends a request on to the control plane and its answer back as it comes: bytes as they are, no time limit, so that streams
 * live as long as both ends want. Answers 503 with a problem document while the control plane cannot be reached.
 */
export async function passThrough(request: Request, apiUrl: URL): Promise<Response> {
  try {
    return await send(request, apiUrl);
  } catch {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return Response.json(
      {
        type: 'about:blank',
        title: 'Service Unavailable',
        status: 503,
        detail: 'The control plane cannot be reached.',
      },
      { status: 503, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
    );
  }
}

function send(request: Request, apiUrl: URL): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const upstream = (apiUrl.protocol === 'https:' ? https : http).request(new URL(pathname + search, apiUrl), {
    method: request.method,
    headers: toUpstreamHeaders(request.headers, apiUrl),
    signal: request.signal,
  });
  upstream.on('response', (answer) => resolve(toResponse(answer)));
  upstream.on('error', reject);
  if (request.body === null) upstream.end();
  // The DOM's stream type and Node's describe the same object.
  else
    Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
      .on('error', reject)
      .pipe(upstream);
  return promise;
}

function toUpstreamHeaders(headers: Headers, apiUrl: URL): Record<string, string> {
  const passed = Object.fromEntries([...headers].filter(([name]) => !NOT_PASSED_ON.has(name)));
  const origin = toUpstreamOrigin(headers.get('origin'), headers.get('host'), apiUrl);
  return origin === null ? passed : { ...passed, origin };
}

function toResponse(answer: http.IncomingMessage): Response {
  const headers = new Headers();
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = answer.rawHeaders.slice(index, index + 2);
    if (!NOT_PASSED_ON.has(name.toLowerCase())) headers.append(name, value);
  }
  // Pages and scripts go out compressed; what the control plane says goes out as it comes.
  const caching = headers.get('cache-control');
  if (caching?.includes('no-transform') !== true)
    headers.set('cache-control', `${caching ?? 'no-store'}, no-transform`);
  const status = answer.statusCode ?? 502;
  const hasBody = status !== 204 && status !== 304;
  if (!hasBody) answer.resume();
  return new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, { status, headers });
}
