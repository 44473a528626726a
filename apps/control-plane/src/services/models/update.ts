import type { LlmModel, LlmModelId, UpdateLlmModelRequest } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { findLlmModelForUpdate, lockDefaultLlmModel, updateLlmModelRow } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampAfter } from '../../kernel/timestamp.ts';
import { modelTag } from './model-tag.ts';
import { withProfile } from './with-profile.ts';

export interface UpdateLlmModelInput {
  model_id: LlmModelId;
  patch: UpdateLlmModelRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/** Patches a model (RFC 7396). Throws `not_found`, `precondition_failed`. */
export async function updateLlmModel(
  deps: Services,
  ctx: RequestContext,
  { model_id, patch, if_match }: UpdateLlmModelInput,
): Promise<LlmModel> {
  const updated = await inTransaction(deps.db, async (tx) => {
    if (patch.is_default === true) await lockDefaultLlmModel(tx, ctx);
    const model = await findLlmModelForUpdate(tx, ctx, model_id);
    if (model === null) throw notFound('model');
    assertIfMatch('model', modelTag(model), if_match);
    await updateLlmModelRow(tx, ctx, {
      id: model_id,
      ...patch,
      updated_at: timestampAfter(deps.clock, model.updated_at),
    });
    // The model is read again, because a model of a disabled provider stays disabled whatever its own status.
    return findLlmModelForUpdate(tx, ctx, model_id);
  });
  deps.modelCache.clear();
  if (updated === null) throw notFound('model');
  return withProfile(updated);
}
