import { DEFAULT_ORGANIZATION_ID, EverrunsError, type Me, type OrganizationId } from '@everruns/schemas';
import type { Principal } from '../../auth/principal.ts';
import { moveLogin } from '../../repositories/auth-sessions.ts';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { requireLogin } from './logout.ts';
import { getMe } from './me.ts';

/**
 * Makes another of the caller's organizations the active one of this login, and returns the caller as seen there. Throws `org_forbidden`.
 */
export function switchOrganization(deps: Services, ctx: RequestContext, input: Switch): Promise<Me> {
  return actAsAccounts(() => moveTo(deps, ctx, input));
}

interface Switch {
  principal: Principal;
  organization_id: OrganizationId;
}

async function moveTo(
  deps: Services,
  ctx: RequestContext,
  { principal, organization_id: org_id }: Switch,
): Promise<Me> {
  const { id } = requireLogin(principal);
  const { db } = deps;
  const memberships = principal.userId === null ? [] : await listMembershipsOf(db, principal.userId);
  const joined = memberships.find((membership) => membership.id === org_id);
  const isReachable = deps.authSettings.mode !== 'admin' || org_id === DEFAULT_ORGANIZATION_ID;
  if (joined === undefined || !isReachable) {
    throw new EverrunsError('org_forbidden', 'You do not belong to this organization.', {
      errors: [{ path: 'organization_id', code: 'not_a_member', message: 'names none of your organizations' }],
    });
  }
  await moveLogin(db, id, org_id);
  deps.credentialCache.clear();
  return getMe(deps, { ...ctx, org_id }, { principal: { ...principal, orgId: org_id, role: joined.role } });
}
