import { LlmProviderId, type LlmModel, type Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listLlmModels as listLlmModelRows } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, ListQuery } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';
import { withProfile } from './with-profile.ts';

export const ListLlmModelsQuery = ListQuery.extend({ provider_id: LlmProviderId.optional() });
export type ListLlmModelsQuery = z.infer<typeof ListLlmModelsQuery>;

/** Lists models, newest first. Throws `invalid_cursor`. */
export async function listLlmModels(
  deps: Services,
  ctx: RequestContext,
  input: ListLlmModelsQuery,
): Promise<Page<LlmModel>> {
  const { limit, cursor, ...filter } = input;
  const binding = { org_id: ctx.org_id, filter: { list: 'llm-models', ...filter } };
  const page = await listPage(deps, { limit, cursor, binding }, (after, count) =>
    listLlmModelRows(deps.db, ctx, { ...filter, after, count }),
  );
  return { ...page, data: page.data.map(withProfile) };
}
