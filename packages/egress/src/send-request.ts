import type { Readable } from 'node:stream';
import { isEverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { makeResponse } from './make-response.ts';

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
export async function sendRequest(dispatcher: Dispatcher, request: PlainRequest): Promise<Response> {
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
    return makeResponse(null, head);
  }
  return makeResponse(toWebStream(answer.body, signal), head);
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

/** Reads only as fast as its consumer reads. */
function toWebStream(body: Readable, signal: PlainRequest['signal']): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(toFetchError(error, signal, 'terminated'));
        }
      },
      cancel(reason) {
        body.on('error', () => undefined).destroy(reason instanceof Error ? reason : undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function toFetchError(error: unknown, signal: PlainRequest['signal'], message: string): unknown {
  if (signal?.aborted === true) return signal.reason;
  return isEverrunsError(error) ? error : new TypeError(message, { cause: error });
}
