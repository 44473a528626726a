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
 * Agents and sessions that named it end their next turn with `no_model`. One that the operator's environment offers comes back with
 * the next start; disabled, it stays so. Throws `not_found`, `precondition_failed`.
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
