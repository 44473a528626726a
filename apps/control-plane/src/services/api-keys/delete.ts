import { isRoleAtLeast, type ApiKeyId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { deleteApiKey as deleteRow } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { notFound } from '../../kernel/not-found.ts';
import { lockAsCaller } from '../orgs/lock-as-caller.ts';

/**
 * Revokes a key, which stops working within five seconds everywhere. An admin may revoke any key of the organization. Throws `not_found`,
 * also for another member's key.
 */
export async function deleteApiKey(
  deps: Services,
  ctx: RequestContext,
  { principal, api_key_id: id }: { principal: Principal; api_key_id: ApiKeyId },
): Promise<void> {
  const isDeleted = await inTransaction(deps.db, async (tx) => {
    const role = await lockAsCaller(tx, ctx, { principal, least: 'member' });
    const isAdmin = principal.scopes.has('admin') && isRoleAtLeast(role, 'admin');
    return deleteRow(tx, ctx, { id, ownerId: isAdmin ? null : principal.userId });
  });
  if (!isDeleted) throw notFound('API key');
  deps.credentialCache.clear();
}
