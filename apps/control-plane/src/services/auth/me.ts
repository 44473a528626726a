import { AuthSessionId, DEFAULT_ORGANIZATION_ID, type Me } from '@everruns/schemas';
import { SCOPES_OF_ROLE } from '../../auth/authenticator.ts';
import { unauthenticated } from '../../auth/read-credential.ts';
import type { Principal } from '../../auth/principal.ts';
import { findOrganization, listMembershipsOf, type MembershipOf } from '../../repositories/memberships.ts';
import { findAccount } from '../../repositories/users.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';

/** Returns the caller as the API sees it, with all their organizations. */
export function getMe(deps: Services, ctx: RequestContext, input: { principal: Principal }): Promise<Me> {
  return actAsAccounts(() => describeCaller(deps, ctx, input));
}

async function describeCaller(
  deps: Services,
  { org_id }: RequestContext,
  { principal }: { principal: Principal },
): Promise<Me> {
  const { db } = deps;
  const { userId, role, credential } = principal;
  const organization = await findOrganization(db, org_id);
  const account = userId === null ? null : await findAccount(db, userId);
  if (organization === null || (userId !== null && account === null)) throw unauthenticated('This account is gone.');
  const { id, name } = organization;
  const all = userId === null ? [{ id, name, role }] : await listMembershipsOf(db, userId);
  return {
    auth_mode: deps.authSettings.mode,
    ...(account === null ? {} : { user: account.user }),
    organization: { id, name },
    role,
    scopes: SCOPES_OF_ROLE[role].filter((scope) => credential.kind !== 'api_key' || principal.scopes.has(scope)),
    credential:
      credential.kind === 'none' ? { kind: 'none' } : { kind: credential.kind, id: AuthSessionId.parse(credential.id) },
    organizations: all.filter((each) => isReachable(deps, principal, each)),
  };
}

function isReachable({ authSettings }: Services, { credential, orgId }: Principal, { id }: MembershipOf): boolean {
  if (credential.kind === 'api_key') return id === orgId;
  return authSettings.mode !== 'admin' || id === DEFAULT_ORGANIZATION_ID;
}
