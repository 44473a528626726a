import {
  CreateLlmModelRequest,
  CreateLlmProviderRequest,
  LlmModel,
  LlmProvider,
  LlmProviderCheck,
  LlmProviderId,
  listProviderTypes,
  LlmProviderTypeInfo,
  pageOf,
  UpdateLlmProviderRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { createLlmModel } from '../../services/models/create.ts';
import { checkLlmProvider } from '../../services/providers/check.ts';
import { createLlmProvider } from '../../services/providers/create.ts';
import { deleteLlmProvider } from '../../services/providers/delete.ts';
import { getLlmProvider } from '../../services/providers/get.ts';
import { listLlmProviders } from '../../services/providers/list.ts';
import { providerTag } from '../../services/providers/provider-tag.ts';
import { updateLlmProvider } from '../../services/providers/update.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'models', auth: 'session' } as const;
const ProviderParams = z.strictObject({ provider_id: LlmProviderId });
const one = {
  kind: 'json',
  status: 200,
  description: 'The provider, without its key. ETag holds its tag.',
  schema: LlmProvider,
} as const;

export function llmProviderRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/llm-providers',
      operationId: 'create_llm_provider',
      summary: 'Add a provider',
      scopes: ['admin'],
      isAudited: true,
      body: CreateLlmProviderRequest,
      example: { name: 'My OpenAI', provider_type: 'openai', api_key: 'sk-0123456789' },
      responses: [{ ...one, status: 201 }],
      errors: [],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createLlmProvider(services, ctx, { request: body, idempotency }), tagged),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/llm-providers',
      operationId: 'list_llm_providers',
      summary: 'List providers, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of providers', schema: pageOf(LlmProvider) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listLlmProviders(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/llm-providers/{provider_id}',
      operationId: 'get_llm_provider',
      summary: 'Get a provider',
      scopes: ['read'],
      params: ProviderParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getLlmProvider(services, ctx, params)),
    }),
    ...changingRoutes(services),
    ...askingRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/llm-providers/{provider_id}',
      operationId: 'update_llm_provider',
      summary: 'Change a provider (RFC 7396). A change of its host without a new key erases its key.',
      scopes: ['admin'],
      isAudited: true,
      params: ProviderParams,
      body: UpdateLlmProviderRequest,
      example: { name: 'Renamed' },
      responses: [one],
      errors: ['not_found', 'conflict', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        tagged(await updateLlmProvider(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/llm-providers/{provider_id}',
      operationId: 'delete_llm_provider',
      summary: 'Erase a provider, its key and its models',
      scopes: ['admin'],
      isAudited: true,
      params: ProviderParams,
      responses: [{ kind: 'empty', status: 204, description: 'Erased' }],
      errors: ['not_found', 'conflict', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await deleteLlmProvider(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
  ];
}

function askingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/llm-provider-types',
      operationId: 'list_llm_provider_types',
      summary: 'List the types of providers and the settings of each',
      scopes: ['read'],
      responses: [{ kind: 'json', status: 200, description: 'All types', schema: pageOf(LlmProviderTypeInfo) }],
      errors: [],
      handler: () => ({ value: { data: listProviderTypes(), has_more: false } }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/llm-providers/{provider_id}/check',
      operationId: 'check_llm_provider',
      summary: 'Check a provider: its address, its key and its models',
      scopes: ['admin'],
      params: ProviderParams,
      responses: [{ kind: 'json', status: 200, description: 'The result of the check', schema: LlmProviderCheck }],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency, signal }) => ({
        value: await checkLlmProvider(services, ctx, { ...params, idempotency, signal }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/llm-providers/{provider_id}/models',
      operationId: 'create_llm_model',
      summary: 'Add a model to a provider',
      scopes: ['admin'],
      isAudited: true,
      params: ProviderParams,
      body: CreateLlmModelRequest,
      example: { model_id: 'gpt-5.4-mini' },
      responses: [{ kind: 'json', status: 201, description: 'The model', schema: LlmModel }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, params, body, idempotency }) =>
        replyOnce(await createLlmModel(services, ctx, { ...params, request: body, idempotency })),
    }),
  ];
}

function tagged(provider: LlmProvider): RouteReply {
  return { value: provider, headers: { ETag: providerTag(provider) } };
}
