import { omitUndefined } from '@everruns/kernel';
import { fetch as undiciFetch, Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { isAddressAllowed, type AddressRules } from './address-rules.ts';
import { createConnector } from './connector.ts';
import type { EgressPolicy, GuardedFetchOptions } from './egress-policy.ts';

export { checkResponses } from './checked-response.ts';
export { sendRequest } from './send-request.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
/** The largest head, including 1xx responses and trailers. */
const MAX_HEADER_BYTES = 32 * 1024;

/** Connections that reach only what the rules allow. */
export function createDispatcher(
  rules: AddressRules,
  purpose: EgressPolicy['purpose'],
  options: GuardedFetchOptions,
): Dispatcher {
  const connect = createConnector({
    isAllowed: (address) => isAddressAllowed(address, rules),
    onBlocked: (host, address) => options.log.warn({ host, address, purpose }, 'egress blocked'),
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    ...omitUndefined({ lookup: options.lookup }),
  });
  // A model may pause for minutes between two bytes, so the caller decides about silence, through its signal.
  const pool = {
    connect,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  const { httpsProxy = '', httpProxy = '', noProxy = '' } = options.proxy ?? {};
  if (purpose === 'tool' || (httpsProxy === '' && httpProxy === '')) return new Agent(pool);
  return new EnvHttpProxyAgent({ ...pool, httpsProxy, httpProxy, noProxy });
}

/** For bodies that are streams or forms. undici's own fetch is the one that Node ships: the same shapes under nominally different types, plus `dispatcher`. */
export function fetchThrough(dispatcher: Dispatcher, url: URL, init: RequestInit): Promise<Response> {
  return (undiciFetch as unknown as (url: URL, init: object) => Promise<Response>)(url, { ...init, dispatcher });
}
