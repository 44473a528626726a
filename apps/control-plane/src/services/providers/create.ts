import { LlmProviderId, type CreateLlmProviderRequest, type LlmProvider } from '@everruns/schemas';
import { insertLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { encryptProviderKey } from './provider-key.ts';

/** Creates a provider. Its key is encrypted here, and no request returns it. */
export async function createLlmProvider(
  deps: Services,
  ctx: RequestContext,
  input: { request: CreateLlmProviderRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<LlmProvider>> {
  const { api_key, compat, ...request } = input.request;
  const now = timestampOf(deps.clock);
  const provider: LlmProvider = {
    ...request,
    ...(compat ? { compat } : {}),
    id: LlmProviderId.parse(deps.ids.uuid()),
    api_key_set: api_key !== undefined,
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  const apiKey = api_key === undefined ? null : encryptProviderKey(deps.envelope, ctx, { id: provider.id, api_key });
  return idempotentWrite(deps.db, { ctx, idempotency: input.idempotency, status: 201 }, async (tx) => {
    await insertLlmProvider(tx, ctx, { provider, apiKey, origin: 'api' });
    return provider;
  });
}
