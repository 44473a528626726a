import { pageOf, UsageGroup } from '@everruns/schemas';
import type { Services } from '../../services/services.ts';
import { listUsage, ListUsageQuery } from '../../services/usage/list.ts';
import { defineRoute, type Route } from '../route.ts';

export function usageRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/usage',
      operationId: 'list_usage',
      summary: 'Get tokens and cost by agent, session, model or day, or in total',
      tag: 'usage',
      auth: 'session',
      scopes: ['read'],
      query: ListUsageQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of groups', schema: pageOf(UsageGroup) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listUsage(services, ctx, query) }),
    }),
  ];
}
