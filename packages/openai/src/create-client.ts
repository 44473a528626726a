import { toHeaderSafeKey, type Compat, type DriverConnection } from '@everruns/core';
import { EverrunsError, PROVIDERS } from '@everruns/schemas';
import { OpenAI } from 'openai';

/** The caller's signal decides when a call ends. This limit is long so that the SDK's own shorter one never applies. */
const TIMEOUT_MS = 60 * 60 * 1_000;

/**
 * Creates an SDK client that reads no credential from the environment, retries nothing, logs nothing and uses the given
 * fetch. A query in `base_url` is added to every request. Throws `invalid_request` if there is no usable base URL.
 */
export function createClient(
  connection: Omit<DriverConnection, 'fetch'>,
  compat: Compat,
  fetch: typeof globalThis.fetch,
): OpenAI {
  const url = parseBaseUrl(connection);
  const query = Object.fromEntries(url.searchParams);
  const { apiVersion } = PROVIDERS[connection.provider_type];
  const version = apiVersion === undefined || url.pathname.includes('/openai/v1') ? {} : { 'api-version': apiVersion };
  url.search = '';
  const apiKey = toHeaderSafeKey(connection.api_key);
  return new OpenAI({
    baseURL: url.href.replace(/\/$/, ''),
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    defaultHeaders: authHeaders(apiKey, compat),
    defaultQuery: { ...version, ...query },
    fetch,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
}

function parseBaseUrl({ base_url: baseUrl, provider_type: type }: Omit<DriverConnection, 'fetch'>): URL {
  const url = URL.parse(baseUrl ?? PROVIDERS[type].defaultBaseUrl ?? '');
  if (url !== null) return url;
  throw new EverrunsError('invalid_request', `A model provider of type ${type} needs a base URL.`);
}

/** Azure and some gateways want a header of their own. A server without a key gets no Authorization header at all. */
function authHeaders(apiKey: string | undefined, { auth_header: header }: Compat): Record<string, string | null> {
  if (apiKey === undefined) return { authorization: null };
  return header === 'bearer' ? {} : { authorization: null, [header]: apiKey };
}
