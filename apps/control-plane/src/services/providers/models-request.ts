import { PROVIDERS, type LlmProvider, type ModelsListing } from '@everruns/schemas';

/** The request that asks a provider for its models. */
export interface ModelsRequest {
  url: URL;
  headers: Headers;
}

/**
 * Returns a plain GET with the address and headers that the drivers use. Null without a base URL for a type that has no default one, and
 * for a type without a server. Throws `TypeError` for a key that no header can carry.
 */
export function toModelsRequest(
  provider: Pick<LlmProvider, 'base_url' | 'provider_type'>,
  apiKey: string | null,
): ModelsRequest | null {
  const { defaultBaseUrl, listing, apiVersion } = PROVIDERS[provider.provider_type];
  const base = URL.parse(provider.base_url ?? defaultBaseUrl ?? '');
  if (base === null || listing === null) return null;
  return { url: toUrl(base, listing, apiVersion), headers: toHeaders(listing, apiKey?.trim() || null) };
}

/** The query of a base URL is part of every request. */
function toUrl(base: URL, { path, drops, query }: ModelsListing, apiVersion: string | undefined): URL {
  const url = new URL(base);
  url.pathname = url.pathname.replace(drops, '') + path;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const isVersioned = url.pathname.includes('/openai/v1') || url.searchParams.has('api-version');
  if (apiVersion !== undefined && !isVersioned) url.searchParams.set('api-version', apiVersion);
  return url;
}

function toHeaders({ keyHeader, headers: fixed }: ModelsListing, key: string | null): Headers {
  const headers = new Headers({ accept: 'application/json', ...fixed });
  if (key === null) return headers;
  if (keyHeader === 'bearer') headers.set('authorization', `Bearer ${key}`);
  else headers.set(keyHeader, key);
  return headers;
}
