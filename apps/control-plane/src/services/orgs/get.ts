import type { Organization, OrganizationId } from '@everruns/schemas';
import { findOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** The organization that the request is about. Throws `not_found` for every other one. */
export async function getOrganization(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { organization_id: id }: { organization_id: OrganizationId },
): Promise<Organization> {
  assertOwnOrganization(ctx, id);
  const organization = await findOrganization(db, id);
  if (organization === null) throw notFound('organization');
  return organization;
}

/** A path names the organization that the credential, or `X-Org-Id`, has chosen. */
export function assertOwnOrganization(ctx: RequestContext, id: OrganizationId): void {
  if (id !== ctx.org_id) throw notFound('organization');
}
