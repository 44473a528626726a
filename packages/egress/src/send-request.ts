import { isEverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { readNodeStream } from './body-source.ts';
import type { HopAnswer } from './hop-answer.ts';

/** One request whose body is in memory. */
export interface PlainRequest {
  url: URL;
  method: string;
  headers: Headers;
  body: string | Uint8Array | null;
  signal: AbortSignal | null | undefined;
}

/** Statuses whose responses have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends a request and follows nothing, as `fetch` does with `redirect: 'manual'`, with less CPU: the head and the body leave
 * in one packet, and the answer passes one stream. Rejects as `fetch`: with the signal's reason, with an `EverrunsError` of the
 * dispatcher, or with a `TypeError` whose cause is what broke.
 */
export async function sendRequest(dispatcher: Dispatcher, request: PlainRequest): Promise<HopAnswer> {
  const { url, method, headers, body, signal } = request;
  const answer = await dispatcher
    .request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: toSent(headers, body),
      body,
      ...(signal ? { signal } : {}),
    })
    .catch((error: unknown) => {
      throw toFetchError(error, signal, 'fetch failed');
    });
  const head = { status: answer.statusCode, statusText: answer.statusText, headers: toHeaders(answer.headers) };
  if (method === 'HEAD' || WITHOUT_BODY.has(answer.statusCode)) {
    await answer.body.dump();
    return { ...head, body: null };
  }
  return { ...head, body: readNodeStream(answer.body, (error) => toFetchError(error, signal, 'terminated')) };
}

function toSent(headers: Headers, body: PlainRequest['body']): Record<string, string> {
  const sent = Object.fromEntries(headers);
  sent['accept'] ??= '*/*';
  sent['user-agent'] ??= 'undici';
  if (typeof body === 'string') sent['content-type'] ??= 'text/plain;charset=UTF-8';
  return sent;
}

function toHeaders(received: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(received)) {
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  return headers;
}

function toFetchError(error: unknown, signal: PlainRequest['signal'], message: string): unknown {
  if (signal?.aborted === true) return signal.reason;
  return isEverrunsError(error) ? error : new TypeError(message, { cause: error });
}
