import { BoundedMap } from '@everruns/kernel';
import { boundRefusals } from './bound-refusals.ts';
import type { Compat } from './compat/presets.ts';
import type { DriverConnection } from './driver.ts';
import { refuseWebPages } from './refuse-web-pages.ts';

/** The address and the headers of a connection's requests, as the vendor's SDK makes them. */
interface RequestHead {
  url: string;
  headers: Readonly<Record<string, string>>;
}

/** The heads of the connections that were used last, of all vendors. One that was forgotten is made again. */
const MAX_HEADS = 1_000;
const heads = new BoundedMap<string, RequestHead>(MAX_HEADS);

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

/** Creates the vendor's client, which sends its requests with this fetch and retries nothing. */
export type CreateSdkClient = (
  connection: Omit<DriverConnection, 'fetch'>,
  compat: Compat,
  fetch: typeof globalThis.fetch,
) => SdkClient;

export interface SdkConnection {
  connection: DriverConnection;
  compat: Compat;
  createClient: CreateSdkClient;
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
export async function askThroughSdk(sdk: SdkConnection, request: SdkRequest): Promise<Response> {
  const { connection, compat, createClient } = sdk;
  const { path, body, requestId, signal } = request;
  const fetch = boundRefusals(refuseWebPages(connection.fetch));
  const key = keyOf(sdk, path);
  const { url, headers } = heads.get(key) ?? (await makeHead(sdk, { key, path, fetch }));
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
  return createClient(connection, compat, failedFetch)
    .post(path, { body, headers: own, stream: true, signal })
    .asResponse();
}

/** Names everything on which the head depends: the address, the key and how the key is sent. */
function keyOf({ connection, compat }: SdkConnection, path: string): string {
  const { provider_type, base_url, api_key } = connection;
  return JSON.stringify([provider_type, base_url, api_key, compat.auth_header, path]);
}

async function makeHead(
  { connection, compat, createClient }: SdkConnection,
  { key, path, fetch }: { key: string; path: string; fetch: typeof globalThis.fetch },
): Promise<RequestHead> {
  const options = { method: 'post', path, body: {}, headers: {}, stream: true } as const;
  const { url, req } = await createClient(connection, compat, fetch).buildRequest(options);
  const head: RequestHead = { url, headers: Object.fromEntries(req.headers) };
  heads.set(key, head);
  return head;
}
