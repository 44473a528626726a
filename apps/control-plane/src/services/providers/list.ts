import type { LlmProvider, Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listLlmProviders as listLlmProviderRows } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';

/** Lists providers, newest first. Throws `invalid_cursor`. */
export async function listLlmProviders(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<LlmProvider>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'llm-providers' } };
  return listPage(deps, { ...input, binding }, (after, count) => listLlmProviderRows(deps.db, ctx, { after, count }));
}
