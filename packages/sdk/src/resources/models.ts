import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { LlmModel, LlmModelCheck, UpdateLlmModelRequest } from '../nouns.ts';

export type ListModelsQuery = NonNullable<operations['list_llm_models']['parameters']['query']>;

export type Models = ReturnType<typeof createModels>;

export function createModels(client: Client) {
  return {
    list: (query: ListModelsQuery = {}, options: CallOptions = {}): PageList<LlmModel> =>
      createPageList((cursor) =>
        client.call('get', '/v1/llm-models', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    get: (model_id: string, options: CallOptions = {}): Promise<LlmModel> =>
      client.call('get', '/v1/llm-models/{model_id}', { path: { model_id }, ...options }),
    /** Applies a JSON merge patch (RFC 7396). */
    update: (model_id: string, body: UpdateLlmModelRequest, options: CallOptions = {}): Promise<LlmModel> =>
      client.call('patch', '/v1/llm-models/{model_id}', { path: { model_id }, body, ...options }),
    /** Requests a few answers of at most 64 tokens from the model, to find out what it can do. */
    check: (model_id: string, options: CallOptions = {}): Promise<LlmModelCheck> =>
      client.call('post', '/v1/llm-models/{model_id}/check', { path: { model_id }, ...options }),
    delete: (model_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', '/v1/llm-models/{model_id}', { path: { model_id }, ...options }),
  };
}
