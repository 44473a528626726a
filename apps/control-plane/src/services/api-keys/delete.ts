import type { ApiKeyId } from '@everruns/schemas';
import type { Principal } from '../../auth/principal.ts';
import { deleteApiKey as deleteRow } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { notFound } from '../../kernel/not-found.ts';
import { ownerFilterOf } from './list.ts';

/** Revokes a key: it stops working within five seconds everywhere. Throws `not_found`, also for another member's. */
export async function deleteApiKey(
  deps: AuthDeps,
  ctx: RequestContext,
  { principal, id }: { principal: Principal; id: ApiKeyId },
): Promise<void> {
  const isDeleted = await deleteRow(deps.services.db, ctx, { id, ownerId: ownerFilterOf(principal) });
  if (!isDeleted) throw notFound('API key');
  deps.cache.clear();
}
