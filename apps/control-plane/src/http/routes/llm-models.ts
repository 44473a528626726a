import { LlmModel, LlmModelId, pageOf } from '@everruns/schemas';
import { z } from 'zod';
import { getLlmModel } from '../../services/models/get.ts';
import { listLlmModels, ListLlmModelsQuery } from '../../services/models/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { method: 'get', tag: 'models', auth: 'session', scopes: ['read'] } as const;

export function llmModelRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      path: '/v1/llm-models',
      operationId: 'list_llm_models',
      summary: 'List models, newest first',
      query: ListLlmModelsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of models', schema: pageOf(LlmModel) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listLlmModels(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      path: '/v1/llm-models/{model_id}',
      operationId: 'get_llm_model',
      summary: 'Get a model',
      params: z.strictObject({ model_id: LlmModelId }),
      responses: [{ kind: 'json', status: 200, description: 'The model', schema: LlmModel }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getLlmModel(services.db, ctx, params.model_id) }),
    }),
  ];
}
