import { EverrunsError, type Member, type OrganizationId, type Page, type Role, type UserId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import {
  countOwners,
  deleteMembership,
  findMember,
  listMembers as listRows,
  lockOrganization,
  updateRole,
} from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { notFound } from '../../kernel/not-found.ts';
import { assertOwnOrganization } from './get.ts';

interface InOrganization {
  organization_id: OrganizationId;
}
interface OfMember extends InOrganization {
  principal: Principal;
  user_id: UserId;
}

export async function listMembers(
  { services }: AuthDeps,
  ctx: RequestContext,
  { organization_id }: InOrganization,
): Promise<Page<Member>> {
  assertOwnOrganization(ctx, organization_id);
  return { data: await listRows(services.db, ctx), has_more: false };
}

/** Throws `forbidden` where an admin would make or change an owner, `conflict` for the last owner. */
export async function updateMember(
  deps: AuthDeps,
  ctx: RequestContext,
  { organization_id, principal, user_id, role }: OfMember & { role: Role },
): Promise<Member> {
  assertOwnOrganization(ctx, organization_id);
  const updated = await inTransaction(deps.services.db, async (tx) => {
    const member = await getMemberForChange(tx, ctx, { principal, user_id });
    assertMayGrant(principal, role);
    if (member.role === 'owner' && role !== 'owner') await assertNotLastOwner(tx, ctx);
    await updateRole(tx, ctx, { user_id, role });
    return { ...member, role };
  });
  deps.cache.clear();
  return updated;
}

/** Removes a member with their keys and logins here; what they made stays. */
export async function deleteMember(
  deps: AuthDeps,
  ctx: RequestContext,
  { organization_id, principal, user_id }: OfMember,
): Promise<void> {
  assertOwnOrganization(ctx, organization_id);
  await inTransaction(deps.services.db, async (tx) => {
    const member = await getMemberForChange(tx, ctx, { principal, user_id });
    if (member.role === 'owner') await assertNotLastOwner(tx, ctx);
    await deleteMembership(tx, ctx, user_id);
  });
  deps.cache.clear();
}

/** Nobody gives a role above their own. */
export function assertMayGrant(principal: Principal, role: Role): void {
  if (role !== 'owner' || principal.role === 'owner') return;
  throw new EverrunsError('forbidden', 'Only an owner makes or changes owners.');
}

async function getMemberForChange(
  tx: Tx,
  ctx: RequestContext,
  { principal, user_id }: { principal: Principal; user_id: UserId },
): Promise<Member> {
  await lockOrganization(tx, ctx);
  const member = await findMember(tx, ctx, user_id);
  if (member === null) throw notFound('member');
  assertMayGrant(principal, member.role);
  return member;
}

async function assertNotLastOwner(tx: Tx, ctx: RequestContext): Promise<void> {
  if ((await countOwners(tx, ctx)) > 1) return;
  throw new EverrunsError('conflict', 'An organization needs an owner; make somebody else one first.');
}
