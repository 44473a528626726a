import type { LlmProviderId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { deleteLlmProviderRow, findStoredLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { assertEditable, providerTag } from './provider-tag.ts';

export interface DeleteLlmProviderInput {
  provider_id: LlmProviderId;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Deletes a provider with its key and models. Turns of agents and sessions that name one of them end with `no_model`. Throws `not_found`,
 * `conflict` for a provider of the environment, `precondition_failed`.
 */
export async function deleteLlmProvider(
  deps: Services,
  ctx: RequestContext,
  input: DeleteLlmProviderInput,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const stored = await findStoredLlmProvider(tx, ctx, { id: input.provider_id, lock: true });
    if (stored === null) throw notFound('provider');
    assertIfMatch('provider', providerTag(stored.provider), input.if_match);
    assertEditable(stored);
    await deleteLlmProviderRow(tx, ctx, input.provider_id);
  });
  deps.modelCache.clear();
}
