import type { LlmProvider, LlmProviderType } from '@everruns/schemas';

/** The request that asks a provider for its models. */
export interface ModelsRequest {
  url: URL;
  headers: Headers;
}

const BASE_URLS: Record<Exclude<LlmProviderType, 'llmsim'>, string | null> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  openai_compatible: null,
  azure_openai: null,
};
const AZURE_API_VERSION = '2024-10-21';
const ANTHROPIC_VERSION = '2023-06-01';
const MAX_MODELS = '1000';

/**
 * One plain GET, addressed as the drivers address their calls. Null without a base URL where the type has none of its own. Throws
 * `TypeError` for a key that no header can carry.
 */
export function toModelsRequest(
  provider: Pick<LlmProvider, 'base_url'> & { provider_type: Exclude<LlmProviderType, 'llmsim'> },
  apiKey: string | null,
): ModelsRequest | null {
  const base = URL.parse(provider.base_url ?? BASE_URLS[provider.provider_type] ?? '');
  if (base === null) return null;
  const key = apiKey?.trim() || null;
  switch (provider.provider_type) {
    case 'openai':
    case 'openai_compatible':
      return {
        url: below(base, '/models'),
        headers: toHeaders({ authorization: key === null ? null : `Bearer ${key}` }),
      };
    case 'azure_openai':
      return { url: azureModels(base), headers: toHeaders({ 'api-key': key }) };
    case 'anthropic': {
      const url = below(base, '/v1/models', /(?:\/v1)?\/*$/);
      url.searchParams.set('limit', MAX_MODELS);
      return { url, headers: toHeaders({ 'x-api-key': key, 'anthropic-version': ANTHROPIC_VERSION }) };
    }
  }
}

/** A deployment has no list of its own: the resource has it. */
function azureModels(base: URL): URL {
  const url = below(base, '/models', /(?:\/deployments\/[^/]*)?\/*$/);
  const needsVersion = !url.pathname.includes('/openai/v1') && !url.searchParams.has('api-version');
  if (needsVersion) url.searchParams.set('api-version', AZURE_API_VERSION);
  return url;
}

/** The query of a base URL goes with every request. */
function below(base: URL, path: string, tail = /\/*$/): URL {
  const url = new URL(base);
  url.pathname = url.pathname.replace(tail, '') + path;
  return url;
}

function toHeaders(fields: Record<string, string | null>): Headers {
  const headers = new Headers({ accept: 'application/json' });
  for (const [name, value] of Object.entries(fields)) if (value !== null) headers.set(name, value);
  return headers;
}
