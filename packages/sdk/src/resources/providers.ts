import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { CreateLlmModelRequest, CreateLlmProviderRequest, LlmModel, LlmProvider } from '../nouns.ts';

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
    createModel: (provider_id: string, body: CreateLlmModelRequest, options: CallOptions = {}): Promise<LlmModel> =>
      client.call('post', `${one}/models`, { path: { provider_id }, body, ...options }),
  };
}
