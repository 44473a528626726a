import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { ApiKey, CreatedApiKey, JsonBody } from '../nouns.ts';

export type CreateApiKeyRequest = JsonBody<'create_api_key'>;
export type ListApiKeysQuery = NonNullable<operations['list_api_keys']['parameters']['query']>;

export type ApiKeys = ReturnType<typeof createApiKeys>;

export function createApiKeys(client: Client) {
  const all = '/v1/auth/api-keys';
  return {
    /** Creates a key. Only this answer contains the key itself. */
    create: (body: CreateApiKeyRequest, options: CallOptions = {}): Promise<CreatedApiKey> =>
      client.call('post', all, { body, ...options }),
    /** Lists keys, newest first. */
    list: (query: ListApiKeysQuery = {}, options: CallOptions = {}): PageList<ApiKey> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Deletes a key, which stops working at once. */
    delete: (api_key_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', `${all}/{api_key_id}`, { path: { api_key_id }, ...options }),
  };
}
