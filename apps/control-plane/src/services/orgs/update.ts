import type { Organization, OrganizationId, UpdateOrganizationRequest } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { renameOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertOwnOrganization, getOrganization } from './get.ts';
import { lockAsCaller } from './lock-as-caller.ts';
import type { Services } from '../services.ts';

export async function updateOrganization(
  deps: Pick<Services, 'db'>,
  ctx: RequestContext,
  input: { organization_id: OrganizationId; principal: Principal; patch: UpdateOrganizationRequest },
): Promise<Organization> {
  const { organization_id, principal, patch } = input;
  assertOwnOrganization(ctx, organization_id);
  return inTransaction(deps.db, async (tx) => {
    await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    if (patch.name !== undefined) await renameOrganization(tx, ctx, patch.name);
    return getOrganization({ db: tx }, ctx, { organization_id });
  });
}
