import { OrganizationLimit, pageOf } from '@everruns/schemas';
import { listLimits } from '../../services/limits/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

export function limitRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/limits',
      operationId: 'list_limits',
      summary: 'List the limits of the organization, and how much of each it uses now',
      tag: 'limits',
      auth: 'session',
      scopes: ['read'],
      responses: [{ kind: 'json', status: 200, description: 'All limits', schema: pageOf(OrganizationLimit) }],
      errors: [],
      handler: async ({ ctx }) => ({ value: await listLimits(services, ctx) }),
    }),
  ];
}
