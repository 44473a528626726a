import type { ApiKey, Page } from '@everruns/schemas';
import type { z } from 'zod';
import type { Principal } from '../../auth/principal.ts';
import { listApiKeys as listRows } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';

/** Lists the caller's own keys. An administrator gets those of every member. */
export async function listApiKeys(
  deps: Services,
  ctx: RequestContext,
  { principal, ...query }: { principal: Principal } & z.output<typeof ListQuery>,
): Promise<Page<ApiKey>> {
  const ownerId = ownerFilterOf(principal);
  const binding = { org_id: ctx.org_id, filter: { list: 'api-keys', owner: ownerId } };
  return listPage(deps, { ...query, binding }, (after, count) => listRows(deps.db, ctx, { ownerId, after, count }));
}

/** Null means no filter. */
function ownerFilterOf({ scopes, userId }: Principal) {
  return scopes.has('admin') ? null : userId;
}
