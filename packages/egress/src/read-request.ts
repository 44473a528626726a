import { EverrunsError } from '@everruns/schemas';
import type { RequestHop } from './redirect.ts';

/** A call of `fetch`: its first hop, and the options of every hop. */
export function readRequest(
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): { hop: RequestHop; rest: RequestInit } {
  const request = input instanceof Request ? input : null;
  const url = URL.parse(input instanceof Request ? input.url : input.toString());
  if (url === null) throw new EverrunsError('invalid_request', 'The address is not an absolute URL.');
  const body = init.body ?? request?.body;
  const signal = init.signal ?? request?.signal;
  const hop: RequestHop = {
    url,
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: new Headers(init.headers ?? request?.headers),
    body,
  };
  const rest: RequestInit = { ...init, ...(signal ? { signal } : {}) };
  return { hop, rest: body instanceof ReadableStream ? { ...rest, duplex: 'half' } : rest };
}
