import type { Organization, OrganizationId, UpdateOrganizationRequest } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { renameOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertOwnOrganization, getOrganization } from './get.ts';
import { lockAsCaller } from './lock-as-caller.ts';

export async function updateOrganization(
  db: Database,
  ctx: RequestContext,
  given: { organization_id: OrganizationId; principal: Principal; patch: UpdateOrganizationRequest },
): Promise<Organization> {
  const { organization_id, principal, patch } = given;
  assertOwnOrganization(ctx, organization_id);
  return inTransaction(db, async (tx) => {
    await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    if (patch.name !== undefined) await renameOrganization(tx, ctx, patch.name);
    return getOrganization(tx, ctx, organization_id);
  });
}
