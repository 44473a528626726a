import type { ApiKey, Page } from '@everruns/schemas';
import type { z } from 'zod';
import type { Principal } from '../../auth/principal.ts';
import { listApiKeys as listRows } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';

/** The caller's own keys; those of everybody for who may administer. */
export async function listApiKeys(
  { services }: AuthDeps,
  ctx: RequestContext,
  { principal, query }: { principal: Principal; query: z.output<typeof ListQuery> },
): Promise<Page<ApiKey>> {
  const ownerId = ownerFilterOf(principal);
  const binding = { org_id: ctx.org_id, filter: { list: 'api-keys', owner: ownerId } };
  return listPage(services.cursors, { ...query, binding }, (after, count) =>
    listRows(services.db, ctx, { ownerId, after, count }),
  );
}

/** Null: no filter. */
function ownerFilterOf({ scopes, user_id }: Principal) {
  return scopes.has('admin') ? null : user_id;
}
