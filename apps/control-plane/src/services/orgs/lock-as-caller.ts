import { EverrunsError, isRoleAtLeast, type Role } from '@everruns/schemas';
import { unauthenticated } from '../../auth/read-credential.ts';
import type { Tx } from '../../db/database.ts';
import type { Principal } from '../../auth/principal.ts';
import { findCurrentCaller, lockOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

/**
 * Locks the organization and reads the caller's role under the lock, because the role may have changed since the request was admitted.
 * Every change of members, invitations, keys and the organization begins here. Throws `org_forbidden`, `unauthenticated` and `forbidden`.
 */
export async function lockAsCaller(
  tx: Tx,
  ctx: RequestContext,
  { principal, least }: { principal: Principal; least: Role },
): Promise<Role> {
  await lockOrganization(tx, ctx);
  const role = await readRole(tx, ctx, principal);
  if (!isRoleAtLeast(role, least)) {
    throw new EverrunsError('forbidden', `This operation needs the role ${least}, and your role is ${role}.`);
  }
  return role;
}

async function readRole(tx: Tx, ctx: RequestContext, { userId, role, credential }: Principal): Promise<Role> {
  if (credential.kind === 'none' || userId === null) return role;
  const kind = credential.kind === 'api_key' ? 'api_key' : 'login';
  const caller = await findCurrentCaller(tx, ctx, { userId, credential: { kind, id: credential.id } });
  if (caller === null) throw new EverrunsError('org_forbidden', 'You no longer belong to this organization.');
  if (!caller.isCredentialValid) throw unauthenticated('This credential is not valid, or no longer.');
  return caller.role;
}
