import { mergePatch } from '@everruns/kernel';
import type { LlmProvider, LlmProviderId, UpdateLlmProviderRequest } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { findStoredLlmProvider, updateLlmProviderRow } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampAfter } from '../../kernel/timestamp.ts';
import { encryptProviderKey } from './provider-key.ts';
import { assertEditable, providerTag } from './provider-tag.ts';

export interface UpdateLlmProviderInput {
  provider_id: LlmProviderId;
  patch: UpdateLlmProviderRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Patches a provider (RFC 7396). A provider with another vendor or host loses its key, unless the patch has a new one. Throws `not_found`,
 * `conflict` for a provider of the environment, `precondition_failed`.
 */
export async function updateLlmProvider(
  deps: Pick<Services, 'db' | 'clock' | 'envelope' | 'modelCache'>,
  ctx: RequestContext,
  input: UpdateLlmProviderInput,
): Promise<LlmProvider> {
  const updated = await inTransaction(deps.db, async (tx) => {
    const stored = await findStoredLlmProvider(tx, ctx, { id: input.provider_id, lock: true });
    if (stored === null) throw notFound('provider');
    assertIfMatch('provider', providerTag(stored.provider), input.if_match);
    assertEditable(stored);
    const { api_key, ...patch } = input.patch;
    const moved = mergePatch(stored.provider, patch);
    const newKey = api_key === undefined && leadsElsewhere(stored.provider, moved) ? null : api_key;
    const provider: LlmProvider = {
      ...moved,
      api_key_set: newKey === undefined ? moved.api_key_set : newKey !== null,
      updated_at: timestampAfter(deps.clock, stored.provider.updated_at),
    };
    const apiKey =
      typeof newKey === 'string'
        ? encryptProviderKey(deps.envelope, ctx, { id: provider.id, api_key: newKey })
        : newKey;
    await updateLlmProviderRow(tx, ctx, { provider, apiKey });
    return provider;
  });
  deps.modelCache.clear();
  return updated;
}

/** A key must not be sent to another vendor or host than the one for which it was given. */
function leadsElsewhere(before: LlmProvider, after: LlmProvider): boolean {
  return before.provider_type !== after.provider_type || originOf(before) !== originOf(after);
}

function originOf({ base_url }: LlmProvider): string | null {
  return base_url === undefined ? null : new URL(base_url).origin;
}
