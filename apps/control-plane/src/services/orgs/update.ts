import type { Organization, OrganizationId, UpdateOrganizationRequest } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { renameOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertOwnOrganization, getOrganization } from './get.ts';

export async function updateOrganization(
  db: Database,
  ctx: RequestContext,
  { organization_id, patch }: { organization_id: OrganizationId; patch: UpdateOrganizationRequest },
): Promise<Organization> {
  assertOwnOrganization(ctx, organization_id);
  return inTransaction(db, async (tx) => {
    if (patch.name !== undefined) await renameOrganization(tx, ctx, patch.name);
    return getOrganization(tx, ctx, organization_id);
  });
}
