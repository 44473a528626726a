import type { Organization, OrganizationId } from '@everruns/schemas';
import { findOrganization } from '../../repositories/memberships.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** Returns the organization of the request. Throws `not_found` for any other. */
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

/** Throws `not_found` unless the path names the organization of the credential or of `X-Org-Id`. */
export function assertOwnOrganization(ctx: RequestContext, id: OrganizationId): void {
  if (id !== ctx.org_id) throw notFound('organization');
}
