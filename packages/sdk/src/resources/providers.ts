import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type {
  CreateLlmModelRequest,
  CreateLlmProviderRequest,
  LlmModel,
  LlmProvider,
  LlmProviderCheck,
  LlmProviderTypeInfo,
  UpdateLlmProviderRequest,
} from '../nouns.ts';

export type ListProvidersQuery = NonNullable<operations['list_llm_providers']['parameters']['query']>;

export type Providers = ReturnType<typeof createProviders>;

export function createProviders(client: Client) {
  const one = '/v1/llm-providers/{provider_id}';
  return {
    create: (body: CreateLlmProviderRequest, options: CallOptions = {}): Promise<LlmProvider> =>
      client.call('post', '/v1/llm-providers', { body, ...options }),
    get: (provider_id: string, options: CallOptions = {}): Promise<LlmProvider> =>
      client.call('get', one, { path: { provider_id }, ...options }),
    list: (query: ListProvidersQuery = {}, options: CallOptions = {}): PageList<LlmProvider> =>
      createPageList((cursor) =>
        client.call('get', '/v1/llm-providers', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Applies a JSON merge patch (RFC 7396). A new type or origin without a new key deletes the stored key. */
    update: (provider_id: string, body: UpdateLlmProviderRequest, options: CallOptions = {}): Promise<LlmProvider> =>
      client.call('patch', one, { path: { provider_id }, body, ...options }),
    delete: (provider_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { provider_id }, ...options }),
    /** Lists the types of providers and their requirements. */
    types: (options: CallOptions = {}): PageList<LlmProviderTypeInfo> =>
      createPageList(() => client.call('get', '/v1/llm-provider-types', options)),
    /** Checks whether the provider accepts its key. */
    check: (provider_id: string, options: CallOptions = {}): Promise<LlmProviderCheck> =>
      client.call('post', `${one}/check`, { path: { provider_id }, ...options }),
    createModel: (provider_id: string, body: CreateLlmModelRequest, options: CallOptions = {}): Promise<LlmModel> =>
      client.call('post', `${one}/models`, { path: { provider_id }, body, ...options }),
  };
}
