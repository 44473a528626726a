import type { Page, Webhook } from '@everruns/schemas';
import type { z } from 'zod';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listWebhooks as listRows } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';

/** Lists webhooks, newest first. Throws `invalid_cursor`. */
export async function listWebhooks(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<Webhook>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'webhooks' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}
