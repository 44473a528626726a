import {
  EverrunsError,
  LlmModelId,
  type CreateLlmModelRequest,
  type LlmModel,
  type LlmProviderId,
} from '@everruns/schemas';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { insertLlmModel, lockDefaultLlmModel } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { getLlmProvider } from '../providers/get.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { withProfile } from './with-profile.ts';

export interface CreateLlmModelInput {
  provider_id: LlmProviderId;
  request: CreateLlmModelRequest;
  idempotency: IdempotencyRequest | null;
}

/**
 * Creates a model. A default model replaces the previous default. Throws `not_found` for the provider, and `conflict` if it already has
 * this model.
 */
export async function createLlmModel(
  deps: Services,
  ctx: RequestContext,
  input: CreateLlmModelInput,
): Promise<Answered<LlmModel>> {
  const { provider_id, request, idempotency } = input;
  const now = timestampOf(deps.clock);
  const id = LlmModelId.parse(deps.ids.uuid());
  try {
    return await idempotentWrite(deps.db, { ctx, idempotency, status: 201 }, async (tx) => {
      const provider = await getLlmProvider({ db: tx }, ctx, { provider_id });
      const model: LlmModel = {
        id,
        provider_id,
        provider_name: provider.name,
        provider_type: provider.provider_type,
        model_id: request.model_id,
        display_name: request.display_name ?? request.model_id,
        ...byHand(request),
        capabilities: [],
        is_default: request.is_default,
        status: 'active',
        created_at: now,
        updated_at: now,
      };
      if (model.is_default) await lockDefaultLlmModel(tx, ctx);
      await insertLlmModel(tx, ctx, model);
      return withProfile(model);
    });
  } catch (error) {
    if (isForeignKeyViolation(error)) throw notFound('provider');
    throw isUniqueViolation(error) ? alreadyThere(error) : error;
  } finally {
    deps.modelCache.clear();
  }
}

/** The values that were set by hand; null counts as absent. */
function byHand(request: CreateLlmModelRequest) {
  const { context_window_tokens, max_output_tokens, prices_per_million, compat } = request;
  return {
    ...(context_window_tokens ? { context_window_tokens } : {}),
    ...(max_output_tokens ? { max_output_tokens } : {}),
    ...(prices_per_million ? { prices_per_million } : {}),
    ...(compat ? { compat } : {}),
  };
}

function alreadyThere(cause: unknown): EverrunsError {
  return new EverrunsError('conflict', 'The provider already has a model with this name.', {
    cause,
    errors: [{ path: 'model_id', code: 'conflict', message: 'is already a model of this provider' }],
  });
}
