import { EverrunsError, type Member, type OrganizationId, type Page, type Role, type UserId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { moveLogin } from '../../repositories/auth-sessions.ts';
import { deleteOpenInvitationOf, deleteOpenInvitationsBy } from '../../repositories/invitations.ts';
import {
  countOwners,
  deleteMembership,
  findMember,
  listMembers as listRows,
  listMembershipsOf,
  updateRole,
} from '../../repositories/memberships.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { requireLogin } from '../auth/logout.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { notFound } from '../../kernel/not-found.ts';
import { takeReadable } from '../../kernel/read-rows.ts';
import { assertOwnOrganization } from './get.ts';
import { lockAsCaller } from './lock-as-caller.ts';

interface InOrganization {
  organization_id: OrganizationId;
}
interface OfMember extends InOrganization {
  principal: Principal;
  user_id: UserId;
}

export async function listMembers(
  { db, unreadable }: Services,
  ctx: RequestContext,
  { organization_id }: InOrganization,
): Promise<Page<Member>> {
  assertOwnOrganization(ctx, organization_id);
  return { data: takeReadable(await listRows(db, ctx), unreadable.report), has_more: false };
}

/**
 * Changes a member's role and deletes open invitations of theirs that the new role could not make. Throws `forbidden` when an admin would
 * make or change an owner and for an API key, whose change would outlive it, and `conflict` for the last owner.
 */
export async function updateMember(
  deps: Services,
  ctx: RequestContext,
  { organization_id, principal, user_id, role }: OfMember & { role: Role },
): Promise<Member> {
  assertOwnOrganization(ctx, organization_id);
  requireLogin(principal);
  const updated = await inTransaction(deps.db, async (tx) => {
    const callerRole = await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    const member = await getMember(tx, ctx, user_id);
    assertMayGrant(callerRole, member.role);
    assertMayGrant(callerRole, role);
    if (member.role === 'owner' && role !== 'owner') await assertNotLastOwner(tx, ctx);
    await updateRole(tx, ctx, { user_id, role });
    await deleteOpenInvitationsBy(tx, ctx, { userId: user_id, roles: NOT_GRANTED_BY[role] });
    return { ...member, role };
  });
  deps.credentialCache.clear();
  return updated;
}

/** Removes a member with their keys, logins and open invitations; their work stays. An API key cannot remove an owner. */
export async function deleteMember(
  deps: Services,
  ctx: RequestContext,
  { organization_id, principal, user_id }: OfMember,
): Promise<void> {
  assertOwnOrganization(ctx, organization_id);
  await inTransaction(deps.db, async (tx) => {
    const callerRole = await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    const member = await getMember(tx, ctx, user_id);
    if (member.role === 'owner' && principal.credential.kind === 'api_key') requireLogin(principal);
    assertMayGrant(callerRole, member.role);
    await removeMember(tx, ctx, member);
  });
  deps.credentialCache.clear();
}

/**
 * Lets the caller leave, whatever their role. The login continues in another organization of theirs. Throws `conflict` for the last owner.
 */
export async function leaveOrganization(
  deps: Services,
  ctx: RequestContext,
  { organization_id, principal }: InOrganization & { principal: Principal },
): Promise<void> {
  assertOwnOrganization(ctx, organization_id);
  const login = requireLogin(principal);
  const userId = principal.userId;
  if (userId === null) throw notFound('member');
  const leave = async (tx: Tx) => {
    await lockAsCaller(tx, ctx, { principal, least: 'viewer' });
    const member = await getMember(tx, ctx, userId);
    const others = (await listMembershipsOf(tx, userId)).filter(({ id }) => id !== organization_id);
    if (others[0] !== undefined) await moveLogin(tx, login.id, others[0].id);
    await removeMember(tx, ctx, member);
  };
  await actAsAccounts(() => inTransaction(deps.db, leave));
  deps.credentialCache.clear();
}

const ALL_ROLES: readonly Role[] = ['viewer', 'member', 'admin', 'owner'];
/** The roles that a member with this role may not give in an invitation. */
const NOT_GRANTED_BY: Record<Role, readonly Role[]> = {
  owner: [],
  admin: ['owner'],
  member: ALL_ROLES,
  viewer: ALL_ROLES,
};

/** Throws `forbidden` for a role above the caller's own. */
export function assertMayGrant(callerRole: Role, role: Role): void {
  if (role !== 'owner' || callerRole === 'owner') return;
  throw new EverrunsError('forbidden', 'Only an owner can make or change owners.');
}

/** Deletes open invitations of this member's e-mail and those that they made, so that nobody returns through one. */
async function removeMember(tx: Tx, ctx: RequestContext, { user_id, email, role }: Member): Promise<void> {
  if (role === 'owner') await assertNotLastOwner(tx, ctx);
  await deleteOpenInvitationOf(tx, ctx, normalizeEmail(email));
  await deleteOpenInvitationsBy(tx, ctx, { userId: user_id, roles: ALL_ROLES });
  await deleteMembership(tx, ctx, user_id);
}

async function getMember(tx: Tx, ctx: RequestContext, userId: UserId): Promise<Member> {
  const member = await findMember(tx, ctx, userId);
  if (member === null) throw notFound('member');
  return member;
}

async function assertNotLastOwner(tx: Tx, ctx: RequestContext): Promise<void> {
  if ((await countOwners(tx, ctx)) > 1) return;
  throw new EverrunsError('conflict', 'An organization needs an owner. Make somebody else an owner first.');
}
