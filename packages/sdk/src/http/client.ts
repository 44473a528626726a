import type { Platform } from '../platform.ts';
import { toApiError } from './everruns-api-error.ts';
import type { Answer, Given, Method, Operation, PathFor } from './operation.ts';
import { retryDelayMs } from './retry-delay.ts';

export interface ClientOptions {
  /** `https://everruns.example.com`; empty for the origin of the page. */
  baseUrl: string;
  apiKey?: string;
  /** One of the organisations of the credential; its default one where absent. */
  orgId?: string;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** For POST: the same key with the same body answers the same, for 24 hours. One is made where none is given. */
  idempotencyKey?: string;
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

interface Request {
  method: Method;
  url: string;
  body: string | undefined;
  options: CallOptions;
}

/** Speaks to one control plane, in the terms of its OpenAPI document. */
export interface Client {
  /**
   * Sends a request, again where that is safe and may help. Throws `EverrunsApiError` on an answer other than 2xx, the
   * platform's own error when there is no answer, and the signal's reason when it aborts.
   */
  call<M extends Method, P extends PathFor<M>>(
    method: M,
    path: P,
    given: Given<Operation<M, P>> & CallOptions,
  ): Promise<Answer<Operation<M, P>>>;
  /** Opens a stream, once. Throws like `call`. */
  open(path: string, query: Query, signal: AbortSignal): Promise<Response>;
}

/** Every operation's input as one shape; `Given` has checked which of these there are. */
interface AnyGiven extends CallOptions {
  path?: Record<string, string>;
  query?: Query;
  body?: unknown;
}

export function createClient(options: ClientOptions, platform: Platform): Client {
  const base = options.baseUrl.replace(/\/+$/, '');
  const headers = {
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
    ...(options.orgId === undefined ? {} : { 'x-org-id': options.orgId }),
  };
  return {
    async call(method, path, given) {
      const { path: params, query, body, ...callOptions }: AnyGiven = given;
      const url = base + formatPath(path, params) + formatQuery(query);
      const text = await send(platform, headers, {
        method,
        url,
        body: body === undefined ? undefined : JSON.stringify(body),
        options: callOptions,
      });
      // The server is the one that this document describes.
      return (text === '' ? undefined : JSON.parse(text)) as never;
    },
    async open(path, query, signal) {
      const accept = { ...headers, accept: 'text/event-stream' };
      const response = await platform.fetch(base + path + formatQuery(query), { headers: accept, signal });
      if (!response.ok) throw toApiError(response, await response.text());
      return response;
    },
  };
}

async function send(platform: Platform, shared: Record<string, string>, request: Request): Promise<string> {
  const { method, url, body, options } = request;
  const headers = {
    ...shared,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'post' ? { 'idempotency-key': options.idempotencyKey ?? platform.makeId() } : {}),
  };
  const init = {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  for (let tries = 1; ; tries += 1) {
    try {
      const response = await platform.fetch(url, init);
      const text = await response.text();
      if (response.ok) return text;
      throw toApiError(response, text);
    } catch (error) {
      const delayMs = retryDelayMs({ error, method, tries }, platform.random);
      if (delayMs === null || options.signal?.aborted === true) throw error;
      await platform.sleep(delayMs, options.signal);
      options.signal?.throwIfAborted();
    }
  }
}

/** `{path}` is the address of a file and keeps its slashes. */
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
