import type { LlmProvider, LlmProviderId } from '@everruns/schemas';
import { findLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** Throws `not_found`. */
export async function getLlmProvider(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { provider_id }: { provider_id: LlmProviderId },
): Promise<LlmProvider> {
  const provider = await findLlmProvider(db, ctx, provider_id);
  if (provider === null) throw notFound('provider');
  return provider;
}
