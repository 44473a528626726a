import type { BoundedMap } from '@everruns/kernel';

/** The address and the headers of a connection's requests, as the vendor's SDK makes them. */
export interface RequestHead {
  url: string;
  headers: Readonly<Record<string, string>>;
}

/** The heads of the connections that were used last. One that was forgotten is made again. */
export type RequestHeads = BoundedMap<string, RequestHead>;

interface SdkOptions {
  body: object;
  headers: Record<string, string>;
  stream: true;
}

/** What is needed of a client of a vendor's SDK. */
export interface SdkClient {
  buildRequest(
    options: SdkOptions & { method: 'post'; path: string },
  ): Promise<{ url: string; req: { headers: Iterable<readonly [string, string]> } }>;
  post(path: string, options: SdkOptions & { signal: AbortSignal }): { asResponse(): Promise<Response> };
}

export interface SdkConnection {
  heads: RequestHeads;
  /** Names everything on which the head depends: the address, the key and how the key is sent. */
  key: string;
  fetch: typeof globalThis.fetch;
  /** Creates the vendor's client, which sends its requests with this fetch and retries nothing. */
  createClient: (fetch: typeof globalThis.fetch) => SdkClient;
}

export interface SdkRequest {
  path: string;
  body: object;
  requestId: string;
  signal: AbortSignal;
}

/**
 * Sends a request as the vendor's SDK would, and returns the answer if its status is a success. The SDK makes the head of a
 * connection's first request; later ones reuse it, because a client and a request of the SDK cost more CPU than everything
 * else of a call. Anything but a success goes through the SDK too, so that the promise rejects with the SDK's own error.
 */
export async function askThroughSdk(connection: SdkConnection, request: SdkRequest): Promise<Response> {
  const { key, heads, fetch, createClient } = connection;
  const { path, body, requestId, signal } = request;
  const { url, headers } = heads.get(key) ?? (await makeHead(connection, path));
  const own = { 'idempotency-key': requestId };
  const init = { method: 'POST', headers: { ...headers, ...own }, body: JSON.stringify(body), signal };
  let failedFetch: typeof globalThis.fetch;
  try {
    const response = await fetch(url, init);
    if (response.ok) return response;
    failedFetch = () => Promise.resolve(response);
  } catch (error) {
    failedFetch = () => Promise.reject(error);
  }
  return createClient(failedFetch).post(path, { body, headers: own, stream: true, signal }).asResponse();
}

async function makeHead({ key, heads, fetch, createClient }: SdkConnection, path: string): Promise<RequestHead> {
  const options = { method: 'post', path, body: {}, headers: {}, stream: true } as const;
  const { url, req } = await createClient(fetch).buildRequest(options);
  const head: RequestHead = { url, headers: Object.fromEntries(req.headers) };
  heads.set(key, head);
  return head;
}
