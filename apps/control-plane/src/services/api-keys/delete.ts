import { EverrunsError, isRoleAtLeast, type ApiKeyId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { deleteApiKey as deleteRow } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { notFound } from '../../kernel/not-found.ts';
import { lockAsCaller } from '../orgs/lock-as-caller.ts';

/**
 * Revokes a key, which stops working within five seconds everywhere. An admin may revoke any key of the organization, and a key without
 * the scope write only itself. Throws `forbidden`, and `not_found`, also for another member's key.
 */
export async function deleteApiKey(
  deps: Services,
  ctx: RequestContext,
  { principal, api_key_id: id }: { principal: Principal; api_key_id: ApiKeyId },
): Promise<void> {
  assertMayRevoke(principal, id);
  const isDeleted = await inTransaction(deps.db, async (tx) => {
    const role = await lockAsCaller(tx, ctx, { principal, least: 'viewer' });
    const isAdmin = principal.scopes.has('admin') && isRoleAtLeast(role, 'admin');
    return deleteRow(tx, ctx, { id, ownerId: isAdmin ? null : principal.userId });
  });
  if (!isDeleted) throw notFound('API key');
  deps.credentialCache.clear();
}

/** A key that may only read ends itself at a logout, and no other key. */
function assertMayRevoke({ credential, scopes }: Principal, id: ApiKeyId): void {
  if (credential.kind !== 'api_key' || credential.id === id || scopes.has('write')) return;
  throw new EverrunsError(
    'forbidden',
    'A key without the scope write can revoke only itself. Sign in to revoke others.',
  );
}
