import type { LlmProvider, LlmProviderId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';

/** Throws `not_found`. */
export async function getLlmProvider(db: Database, ctx: RequestContext, id: LlmProviderId): Promise<LlmProvider> {
  const provider = await findLlmProvider(db, ctx, id);
  if (provider === null) throw notFound('provider');
  return provider;
}
