import { ApiKey, ApiKeyId, CreateApiKeyRequest, CreatedApiKey, pageOf } from '@everruns/schemas';
import { z } from 'zod';
import { createApiKey } from '../../services/api-keys/create.ts';
import { deleteApiKey } from '../../services/api-keys/delete.ts';
import { listApiKeys } from '../../services/api-keys/list.ts';
import { ListQuery } from '../../kernel/list-page.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';

// A viewer has keys too, with the scope read: the services keep what a key may hold and who may revoke it.
const base = { tag: 'auth', auth: 'session', scopes: ['read'] } as const;

export function apiKeyRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/auth/api-keys',
      operationId: 'create_api_key',
      summary: 'Create an API key, which only this answer shows',
      isAudited: true,
      body: CreateApiKeyRequest,
      example: { name: 'ci', scopes: ['read', 'write'] },
      responses: [{ kind: 'json', status: 201, description: 'The key', schema: CreatedApiKey }],
      errors: ['conflict'],
      handler: async ({ ctx, principal, body, idempotency }) =>
        replyOnce(await createApiKey(services, ctx, { principal, request: body, idempotency })),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/auth/api-keys',
      operationId: 'list_api_keys',
      summary: 'List the caller’s keys, or as an admin all keys, newest first',
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of keys', schema: pageOf(ApiKey) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, principal, query }) => ({
        value: await listApiKeys(services, ctx, { principal, ...query }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/auth/api-keys/{api_key_id}',
      operationId: 'delete_api_key',
      summary: 'Revoke a key',
      isAudited: true,
      params: z.strictObject({ api_key_id: ApiKeyId }),
      responses: [{ kind: 'empty', status: 204, description: 'Revoked' }],
      errors: ['not_found'],
      handler: async ({ ctx, principal, params }) => {
        await deleteApiKey(services, ctx, { principal, ...params });
        return {};
      },
    }),
  ];
}
