import { pageOf, PutSecretRequest, Secret, SecretName, Subject } from '@everruns/schemas';
import { z } from 'zod';
import { deleteSecret } from '../../services/secrets/delete.ts';
import { listSecrets, ListSecretsQuery } from '../../services/secrets/list.ts';
import { putSecret } from '../../services/secrets/put.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'secrets', auth: 'session' } as const;
const SecretParams = z.strictObject({ secret_name: SecretName });
/** Whose secret it is. Default: the organization's, or that of the subject to which the key is bound. */
const SecretQuery = z.strictObject({ subject: Subject.optional() });

export function secretRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/secrets',
      operationId: 'list_secrets',
      summary: 'List the names and hosts of secrets, newest first. No request returns a value.',
      scopes: ['read'],
      query: ListSecretsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of secrets', schema: pageOf(Secret) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listSecrets(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'put',
      path: '/v1/secrets/{secret_name}',
      operationId: 'put_secret',
      summary: 'Create a secret, or replace its value and its hosts. Tools send it to these hosts only.',
      scopes: ['admin'],
      isAudited: true,
      params: SecretParams,
      query: SecretQuery,
      body: PutSecretRequest,
      example: { value: 'ghp_0123456789', hosts: ['api.github.com'] },
      responses: [{ kind: 'json', status: 200, description: 'The secret, without its value', schema: Secret }],
      errors: ['conflict'],
      handler: async ({ ctx, params, query, body }) => ({
        value: await putSecret(services, ctx, { ...params, subject: query.subject, request: body }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/secrets/{secret_name}',
      operationId: 'delete_secret',
      summary: 'Erase a secret',
      scopes: ['admin'],
      isAudited: true,
      params: SecretParams,
      query: SecretQuery,
      responses: [{ kind: 'empty', status: 204, description: 'Erased' }],
      errors: ['not_found'],
      handler: async ({ ctx, params, query }) => {
        await deleteSecret(services, ctx, { ...params, subject: query.subject });
        return {};
      },
    }),
  ];
}
