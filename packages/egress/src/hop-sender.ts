import { isIP } from 'node:net';
import { BoundedMap } from '@everruns/kernel';
import { EverrunsError, isEverrunsError, matchesHost } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { isAddressAllowed, parseCidrs, type AddressReach, type AddressRules } from './address-rules.ts';
import { createBlockedError } from './blocked-error.ts';
import type { EgressLog, EgressPolicy, GuardedFetchOptions } from './egress-policy.ts';
import { toHopAnswer, type HopAnswer } from './hop-answer.ts';
import type { RequestHop } from './redirect.ts';
import { ACCEPTED_ENCODING } from './response-encoding.ts';
import type { ResponseFacts } from './checked-response.ts';

/** A call of the guarded fetch, which takes one or more hops. */
export interface HopCall {
  policy: EgressPolicy;
  /** The origin that the caller asked for. */
  first: URL;
  init: RequestInit;
  facts: ResponseFacts;
}

export interface HopSender {
  /** Throws `invalid_request` for an address that may not be reached. */
  send(hop: RequestHop, call: HopCall): Promise<HopAnswer>;
  /** Waits for running requests, then closes every connection. */
  close(): Promise<void>;
}

/** Judging an address again costs some microseconds. */
const MAX_VERDICTS = 1_000;

/** Sends single requests to allowed addresses, over one pool for each reach and purpose. */
export function createHopSender(options: GuardedFetchOptions): HopSender {
  const allowCidrs = parseCidrs(options.allowCidrs);
  const allowedOrigins = new Set(options.allowedOrigins.map((address) => new URL(address).origin));
  const dispatchers = new Map<string, Dispatcher>();
  const verdicts = new BoundedMap<string, boolean>(MAX_VERDICTS);
  let loaded: typeof import('./dispatcher.ts') | null = null;

  const reachOf = ({ url }: RequestHop, { policy, first }: HopCall): AddressReach => {
    if (policy.purpose === 'provider' && allowedOrigins.has(url.origin)) return 'any';
    return policy.allowPrivateAddress === true && url.origin === first.origin ? 'private' : 'public';
  };

  return {
    async send(hop, call) {
      const { purpose } = call.policy;
      const rules: AddressRules = { reach: reachOf(hop, call), allowCidrs };
      checkHost(hop.url, call.policy.hosts);
      const isAllowed = (address: string): boolean =>
        verdicts.getOrCreate(`${rules.reach} ${address}`, () => isAddressAllowed(address, rules));
      checkUrl(hop.url, isAllowed, options.log);
      // undici has a hundred modules, which a process that makes no calls should not load.
      loaded ??= await import('./dispatcher.ts');
      const { createDispatcher, checkResponses } = loaded;
      const key = `${rules.reach}:${purpose}`;
      const dispatcher = dispatchers.get(key) ?? createDispatcher(rules, purpose, options);
      dispatchers.set(key, dispatcher);
      try {
        const checked = checkResponses(dispatcher, { facts: call.facts, clock: options.clock });
        return await sendHop(loaded, checked, { hop, call });
      } catch (error) {
        throw error instanceof Error && isEverrunsError(error.cause) ? error.cause : error;
      }
    },
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close()));
    },
  };
}

async function sendHop(
  { sendRequest, fetchThrough }: typeof import('./dispatcher.ts'),
  dispatcher: Dispatcher,
  { hop, call: { init } }: { hop: RequestHop; call: HopCall },
): Promise<HopAnswer> {
  const { url, method, headers, body = null } = hop;
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', ACCEPTED_ENCODING);
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) {
    return sendRequest(dispatcher, { url, method, headers, body, signal: init.signal });
  }
  return toHopAnswer(await fetchThrough(dispatcher, url, { ...init, method, headers, body, redirect: 'manual' }));
}

function checkHost(url: URL, hosts: readonly string[] | undefined): void {
  if (hosts === undefined || matchesHost(hosts, url)) return;
  throw new EverrunsError('invalid_request', `The host ${url.host} is not one of the allowed hosts.`);
}

/** Checks what is known before a connection: the scheme, credentials, and a host that is an address or names this machine. */
function checkUrl(url: URL, isAllowed: (address: string) => boolean, log: EgressLog): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EverrunsError('invalid_request', `Only http and https addresses can be fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new EverrunsError('invalid_request', 'An address must not carry a user name or password.');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const literal = /(^|\.)localhost\.?$/.test(host) ? '127.0.0.1' : host;
  if (isIP(literal) === 0 || isAllowed(literal)) return;
  log.warn({ host, address: literal }, 'egress blocked');
  throw createBlockedError(host, literal);
}
