import { Anthropic } from '@anthropic-ai/sdk';
import { toHeaderSafeKey, type Compat, type DriverConnection } from '@everruns/core';
import { EverrunsError, PROVIDERS } from '@everruns/schemas';

/** The caller's signal limits the call. This value only disables the SDK's own shorter limit. */
const TIMEOUT_MS = 60 * 60 * 1_000;

/** An SDK client that reads no credential from the environment, retries nothing, logs nothing and uses the given fetch. Throws `invalid_request`. */
export function createClient(
  connection: Omit<DriverConnection, 'fetch'>,
  compat: Compat,
  fetch: typeof globalThis.fetch,
): Anthropic {
  const apiKey = toHeaderSafeKey(connection.api_key);
  const { defaultBaseUrl } = PROVIDERS[connection.provider_type];
  const baseUrl = (connection.base_url ?? defaultBaseUrl ?? '').replace(/(?:\/v1)?\/*$/, '');
  if (!URL.canParse(baseUrl)) throw new EverrunsError('invalid_request', "The model provider's base URL is no URL.");
  return new Anthropic({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    authToken: null,
    webhookKey: null,
    defaultHeaders: authHeaders(apiKey, baseUrl === defaultBaseUrl, compat),
    fetch,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
}

/** The SDK sends its own header to the vendor's address; gateways and servers that follow an older API version look for `x-api-key` or a bearer token. */
function authHeaders(
  apiKey: string | undefined,
  isAtHome: boolean,
  { auth_header: header }: Compat,
): Record<string, string | null> {
  if (apiKey === undefined) return { authorization: null };
  if (isAtHome || header === 'bearer') return {};
  return { [header]: apiKey };
}
