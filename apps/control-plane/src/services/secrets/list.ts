import type { Page, Secret } from '@everruns/schemas';
import type { z } from 'zod';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listSecrets as listRows } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';

/** Lists names and hosts, newest first. Throws `invalid_cursor`. */
export async function listSecrets(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<Secret>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'secrets' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}
