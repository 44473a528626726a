import { isIP, type LookupFunction } from 'node:net';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { isAddressAllowed, parseCidrs, type AddressReach, type AddressRules } from './address-rules.ts';
import { createBlockedError } from './blocked-error.ts';
import { limitBody } from './limit-body.ts';
import { findRedirect, followRedirect, MAX_REDIRECTS, type RequestHop } from './redirect.ts';

export interface ProxySettings {
  /** `HTTPS_PROXY`: an http or https URL. It is the operator's and may have any address. */
  httpsProxy?: string;
  httpProxy?: string;
  /** `NO_PROXY`: hosts that are dialed directly, comma-separated. */
  noProxy?: string;
}

export interface EgressLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface GuardedFetchOptions {
  /** `EGRESS_ALLOW_CIDRS`: ranges open to every call. */
  allowCidrs: readonly string[];
  /** Origins of the environment's `*_BASE_URL`s: allowed whatever their address, for provider calls. */
  allowedOrigins: readonly string[];
  /** Used for provider calls only. A proxy resolves names itself: then only literal hosts are checked here. */
  proxy?: ProxySettings;
  log: EgressLog;
  lookup?: LookupFunction;
}

export interface EgressPolicy {
  purpose: 'provider' | 'tool';
  /** The first origin (not one that it redirects to) may be loopback or private. */
  allowPrivateAddress?: boolean;
  /** Decoded bytes of a body. Tools: 5 MB unless said otherwise; providers: no cap. */
  maxBytes?: number;
  /** From the call to the body's last byte. Tools: 20 s unless said otherwise; providers: no cap but the caller's signal. */
  timeoutMs?: number;
}

/**
 * Makes a `fetch` for a policy. Connections are pooled across calls and policies. The fetch throws `invalid_request` for an address
 * that may not be reached, and the body ends in `payload_too_large` past its cap.
 */
export interface GuardedFetch {
  (policy: EgressPolicy): typeof fetch;
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>;
}

const TOOL_MAX_BYTES = 5 * 1024 * 1024;
const TOOL_TIMEOUT_MS = 20_000;

type DispatcherUse = { reach: AddressReach; purpose: EgressPolicy['purpose'] };

export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const allowCidrs = parseCidrs(options.allowCidrs);
  const allowedOrigins = new Set(options.allowedOrigins.map((address) => new URL(address).origin));
  const dispatchers = new Map<string, Dispatcher>();

  const dispatch = async (url: URL, init: RequestInit, { reach, purpose }: DispatcherUse) => {
    // undici is a hundred modules, and a process that calls nobody does without.
    const { createDispatcher, fetchThrough } = await import('./dispatcher.ts');
    const key = `${reach}:${purpose}`;
    const dispatcher = dispatchers.get(key) ?? createDispatcher({ reach, allowCidrs }, purpose, options);
    dispatchers.set(key, dispatcher);
    return fetchThrough(dispatcher, url, init);
  };

  const reachOf = (hop: RequestHop, first: URL, policy: EgressPolicy): AddressReach => {
    if (policy.purpose === 'provider' && allowedOrigins.has(hop.url.origin)) return 'any';
    return policy.allowPrivateAddress === true && hop.url.origin === first.origin ? 'private' : 'public';
  };

  const send = async (hop: RequestHop, reach: AddressReach, call: { policy: EgressPolicy; init: RequestInit }) => {
    checkUrl(hop.url, { reach, allowCidrs }, options.log);
    const { method, headers, body } = hop;
    const init: RequestInit = { ...call.init, method, headers, body: body ?? null, redirect: 'manual' };
    try {
      return await dispatch(hop.url, init, { reach, purpose: call.policy.purpose });
    } catch (error) {
      throw error instanceof Error && isEverrunsError(error.cause) ? error.cause : error;
    }
  };

  const create = (policy: EgressPolicy): typeof fetch => {
    const maxBytes = policy.maxBytes ?? (policy.purpose === 'tool' ? TOOL_MAX_BYTES : undefined);
    const timeoutMs = policy.timeoutMs ?? (policy.purpose === 'tool' ? TOOL_TIMEOUT_MS : undefined);
    return async (input, init) => {
      const { hop: start, rest } = readRequest(input, init);
      const call = { policy, init: withTimeout(rest, timeoutMs) };
      let hop = start;
      for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
        const response = await send(hop, reachOf(hop, start.url, policy), call);
        const location = rest.redirect === 'manual' ? null : findRedirect(response);
        if (location === null) return maxBytes === undefined ? response : limitBody(response, maxBytes);
        await response.body?.cancel();
        if (rest.redirect === 'error') throw new EverrunsError('invalid_request', `${hop.url.origin} redirects.`);
        hop = followRedirect(hop, response.status, location);
      }
      throw new EverrunsError('invalid_request', `${start.url.origin} redirects more than ${MAX_REDIRECTS} times.`);
    };
  };

  return Object.assign(create, {
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close()));
    },
  });
}

/** What can be judged before any socket: scheme, credentials, and a host that is an address or names this machine. */
function checkUrl(url: URL, rules: AddressRules, log: EgressLog): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EverrunsError('invalid_request', `Only http and https addresses can be fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new EverrunsError('invalid_request', 'An address must not carry a user name or password.');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const literal = /(^|\.)localhost\.?$/.test(host) ? '127.0.0.1' : host;
  if (isIP(literal) === 0 || isAddressAllowed(literal, rules)) return;
  log.warn({ host, address: literal }, 'egress blocked');
  throw createBlockedError(host, literal);
}

function readRequest(
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

function withTimeout(init: RequestInit, timeoutMs: number | undefined): RequestInit {
  if (timeoutMs === undefined) return init;
  const timeout = AbortSignal.timeout(timeoutMs);
  return { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout };
}
