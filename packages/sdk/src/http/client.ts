import { omitUndefined } from '@everruns/kernel';
import type { Platform } from '../platform.ts';
import type { Answer, Given, Method, Operation, PathFor } from './operation.ts';
import { retryDelayMs } from './retry-delay.ts';
import { toApiError } from './to-api-error.ts';

export interface ClientOptions {
  /** For example `https://everruns.example.com`, or empty for the origin of the page. */
  baseUrl: string;
  apiKey?: string;
  /** One of the organizations of the credential. The default is the credential's default organization. */
  orgId?: string;
  /** Whether the browser sends the login cookie. Use `include` if the API has another origin than the page. */
  credentials?: 'omit' | 'same-origin' | 'include';
}

export interface CallOptions {
  signal?: AbortSignal;
  /** For POST: the same key with the same body gets the same answer for 24 hours. The default is a generated key. */
  idempotencyKey?: string;
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** A request whose body or answer is not JSON. */
export interface RawRequest {
  method: Method;
  path: string;
  params?: Record<string, string>;
  query?: Query;
  body?: { mediaType: string; text: string };
  options: CallOptions;
}

/** Calls one control plane by the operations of its OpenAPI document. */
export interface Client {
  /**
   * Sends a request, and repeats it if that is safe and may help. Throws `EverrunsApiError` for an answer other than 2xx, the
   * platform's own error without an answer, and the signal's reason when it aborts.
   */
  call: <M extends Method, P extends PathFor<M>>(
    method: M,
    path: P,
    given: Given<Operation<M, P>> & CallOptions,
  ) => Promise<Answer<Operation<M, P>>>;
  /** The same for content that is not JSON. `read` parses the answer. */
  raw: <T>(request: RawRequest, read: (response: Response) => Promise<T>) => Promise<T>;
  /** Opens a stream, without a retry. Throws like `call`. */
  open(path: string, query: Query, signal: AbortSignal): Promise<Response>;
  /** Returns the URL of an operation, for a browser that follows links. */
  url(path: string, params?: Record<string, string>, query?: Query): string;
}

/** The input of every operation in one shape. `Given` has checked which fields are present. */
interface AnyGiven extends CallOptions {
  path?: Record<string, string>;
  query?: Query;
  body?: unknown;
}

export function createClient(options: ClientOptions, platform: Platform): Client {
  const base = options.baseUrl.replace(/\/+$/, '');
  const { credentials } = options;
  const headers = {
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
    ...omitUndefined({ 'x-org-id': options.orgId }),
  };
  const shared = { headers, ...omitUndefined({ credentials }) };
  const raw: Client['raw'] = ({ method, path, params, query, body, options: { signal, idempotencyKey } }, read) => {
    const url = base + formatPath(path, params) + formatQuery(query);
    const init = {
      ...shared,
      method: method.toUpperCase(),
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': body.mediaType }),
        ...(method === 'post' ? { 'idempotency-key': idempotencyKey ?? platform.makeId() } : {}),
      },
      ...(body === undefined ? {} : { body: body.text }),
      ...omitUndefined({ signal }),
    };
    return send(platform, { url, init, method, signal }, read);
  };
  return {
    raw,
    url: (path, params, query) => base + formatPath(path, params) + formatQuery(query),
    call(method, path, given) {
      const { path: params, query, body, ...callOptions }: AnyGiven = given;
      const request = {
        method,
        path,
        ...omitUndefined({ params, query }),
        ...(body === undefined ? {} : { body: { mediaType: 'application/json', text: JSON.stringify(body) } }),
        options: callOptions,
      };
      return raw(request, async (response) => {
        const text = await response.text();
        // The type is safe because the server implements this document.
        return (text === '' ? undefined : JSON.parse(text)) as never;
      });
    },
    async open(path, query, signal) {
      const accept = { ...headers, accept: 'text/event-stream' };
      const response = await platform.fetch(base + path + formatQuery(query), { ...shared, headers: accept, signal });
      if (!response.ok) throw toApiError(response, await response.text());
      return response;
    },
  };
}

interface Sending {
  url: string;
  init: RequestInit;
  method: Method;
  signal: AbortSignal | undefined;
}

async function send<T>(
  platform: Platform,
  { url, init, method, signal }: Sending,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      const response = await platform.fetch(url, init);
      if (response.ok) return await read(response);
      throw toApiError(response, await response.text());
    } catch (error) {
      const delayMs = retryDelayMs({ error, method, tries }, platform.random);
      if (delayMs === null || signal?.aborted === true) throw error;
      await platform.sleep(delayMs, signal);
    }
  }
}

/** The value of `{path}` is the path of a file and keeps its slashes. */
function formatPath(template: string, params: Record<string, string> = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(params[name] ?? '');
    return name === 'path' ? value.replaceAll('%2F', '/') : value;
  });
}

function formatQuery(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
