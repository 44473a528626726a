import type { OrganizationLimit, Page } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';

/** Lists the limits of the organization and how much of each is used now. */
export async function listLimits({ limits }: Services, ctx: RequestContext): Promise<Page<OrganizationLimit>> {
  return { data: await limits.list(ctx), has_more: false };
}
