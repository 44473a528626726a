import type { LlmModelId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { deleteLlmModelRow, findLlmModelForUpdate } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { modelTag } from './model-tag.ts';

export interface DeleteLlmModelInput {
  model_id: LlmModelId;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Deletes a model. Turns of agents and sessions that name it end with `no_model`. A model of the operator's environment returns with the
 * next start; a disabled one stays disabled. Throws `not_found`, `precondition_failed`.
 */
export async function deleteLlmModel(deps: Services, ctx: RequestContext, input: DeleteLlmModelInput): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const model = await findLlmModelForUpdate(tx, ctx, input.model_id);
    if (model === null) throw notFound('model');
    assertIfMatch('model', modelTag(model), input.if_match);
    await deleteLlmModelRow(tx, ctx, input.model_id);
  });
  deps.modelCache.clear();
}
