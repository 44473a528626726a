import { DEFAULT_ORGANIZATION_ID, EverrunsError, type OrganizationId } from '@everruns/schemas';
import type { Principal } from '../../auth/principal.ts';
import { moveLogin } from '../../repositories/auth-sessions.ts';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { requireLogin } from './logout.ts';

/** Makes another of the caller's organizations the active one of this login. Throws `org_forbidden`. */
export async function switchOrganization(
  deps: AuthDeps,
  principal: Principal,
  org: OrganizationId,
): Promise<Principal> {
  const { id } = requireLogin(principal);
  const { db } = deps.services;
  const memberships = principal.user_id === null ? [] : await listMembershipsOf(db, principal.user_id);
  const joined = memberships.find((membership) => membership.id === org);
  const isReachable = deps.settings.mode !== 'admin' || org === DEFAULT_ORGANIZATION_ID;
  if (joined === undefined || !isReachable) {
    throw new EverrunsError('org_forbidden', 'You do not belong to this organization.', {
      errors: [{ path: 'organization_id', code: 'not_a_member', message: 'names none of your organizations' }],
    });
  }
  await moveLogin(db, id, org);
  deps.cache.clear();
  return { ...principal, org_id: org, role: joined.role };
}
