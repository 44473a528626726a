import { LlmModel, LlmModelCheck, LlmModelId, pageOf, UpdateLlmModelRequest } from '@everruns/schemas';
import { z } from 'zod';
import { checkLlmModel } from '../../services/models/check.ts';
import { deleteLlmModel } from '../../services/models/delete.ts';
import { getLlmModel } from '../../services/models/get.ts';
import { listLlmModels, ListLlmModelsQuery } from '../../services/models/list.ts';
import { modelTag } from '../../services/models/model-tag.ts';
import { updateLlmModel } from '../../services/models/update.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'models', auth: 'session' } as const;
const ModelParams = z.strictObject({ model_id: LlmModelId });
const one = { kind: 'json', status: 200, description: 'The model. ETag holds its tag.', schema: LlmModel } as const;

export function llmModelRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/llm-models',
      operationId: 'list_llm_models',
      summary: 'List models, newest first',
      scopes: ['read'],
      query: ListLlmModelsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of models', schema: pageOf(LlmModel) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listLlmModels(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/llm-models/{model_id}',
      operationId: 'get_llm_model',
      summary: 'Get a model',
      scopes: ['read'],
      params: ModelParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getLlmModel(services, ctx, params)),
    }),
    ...changingRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/llm-models/{model_id}',
      operationId: 'update_llm_model',
      summary: 'Change a model (RFC 7396), or make it the default',
      scopes: ['admin'],
      isAudited: true,
      params: ModelParams,
      body: UpdateLlmModelRequest,
      example: { display_name: 'The fast one', is_default: true },
      responses: [one],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        tagged(await updateLlmModel(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/llm-models/{model_id}',
      operationId: 'delete_llm_model',
      summary: 'Delete a model',
      scopes: ['admin'],
      isAudited: true,
      params: ModelParams,
      responses: [{ kind: 'empty', status: 204, description: 'Gone' }],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await deleteLlmModel(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
    checkRoute(services),
  ];
}

function checkRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/llm-models/{model_id}/check',
    operationId: 'check_llm_model',
    summary: 'Ask a model for a few answers of at most 64 tokens: what can it do?',
    scopes: ['admin'],
    params: ModelParams,
    responses: [{ kind: 'json', status: 200, description: 'What it can do', schema: LlmModelCheck }],
    errors: ['not_found', 'unavailable'],
    handler: async ({ ctx, params, idempotency, signal }) => ({
      value: await checkLlmModel(services, ctx, { ...params, idempotency, signal }),
    }),
  });
}

function tagged(model: LlmModel): RouteReply {
  return { value: model, headers: { ETag: modelTag(model) } };
}
