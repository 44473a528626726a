import {
  CreateLlmModelRequest,
  CreateLlmProviderRequest,
  LlmModel,
  LlmProvider,
  LlmProviderId,
  pageOf,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../services/list-page.ts';
import { createLlmModel } from '../../services/models/create.ts';
import { createLlmProvider } from '../../services/providers/create.ts';
import { getLlmProvider } from '../../services/providers/get.ts';
import { listLlmProviders } from '../../services/providers/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'models', auth: 'session' } as const;
const ProviderParams = z.strictObject({ provider_id: LlmProviderId });
const one = { kind: 'json', status: 200, description: 'The provider, without its key', schema: LlmProvider } as const;

export function llmProviderRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/llm-providers',
      operationId: 'create_llm_provider',
      summary: 'Add a provider',
      scopes: ['admin'],
      body: CreateLlmProviderRequest,
      responses: [{ ...one, status: 201 }],
      errors: [],
      handler: async ({ ctx, body, idempotency }) => ({
        value: await createLlmProvider(services, ctx, { request: body, idempotency }),
      }),
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
      handler: async ({ ctx, params }) => ({ value: await getLlmProvider(services.db, ctx, params.provider_id) }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/llm-providers/{provider_id}/models',
      operationId: 'create_llm_model',
      summary: 'Add a model of a provider',
      scopes: ['admin'],
      params: ProviderParams,
      body: CreateLlmModelRequest,
      responses: [{ kind: 'json', status: 201, description: 'The model', schema: LlmModel }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, params, body, idempotency }) => ({
        value: await createLlmModel(services, ctx, { ...params, request: body, idempotency }),
      }),
    }),
  ];
}
