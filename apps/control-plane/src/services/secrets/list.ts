import { Subject, type Page, type Secret } from '@everruns/schemas';
import type { z } from 'zod';
import { listPage, ListQuery } from '../../kernel/list-page.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listSecrets as listRows } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';

export const ListSecretsQuery = ListQuery.extend({ subject: Subject.optional() });

/** Lists names and hosts, newest first. Throws `invalid_cursor`. */
export async function listSecrets(
  deps: Services,
  ctx: RequestContext,
  { subject, ...input }: z.infer<typeof ListSecretsQuery>,
): Promise<Page<Secret>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'secrets', subject } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { subject, after, count }));
}
