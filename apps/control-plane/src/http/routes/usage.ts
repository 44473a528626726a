import { pageOf, TurnStatistics, UsageGroup } from '@everruns/schemas';
import type { Services } from '../../services/services.ts';
import { listUsage, ListUsageQuery } from '../../services/usage/list.ts';
import { getTurnStatistics, TurnStatisticsQuery } from '../../services/usage/turn-statistics.ts';
import { defineRoute, type Route } from '../route.ts';

export function usageRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/usage',
      operationId: 'list_usage',
      summary: 'Get tokens and cost by agent, session, model, day or subject, or in total',
      tag: 'usage',
      auth: 'session',
      scopes: ['read'],
      query: ListUsageQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of groups', schema: pageOf(UsageGroup) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listUsage(services, ctx, query) }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/usage/turns',
      operationId: 'get_turn_statistics',
      summary: 'Count the turns that ended in a time: how they did, how long they took, and why they failed',
      tag: 'usage',
      auth: 'session',
      scopes: ['read'],
      query: TurnStatisticsQuery,
      responses: [{ kind: 'json', status: 200, description: 'The counts', schema: TurnStatistics }],
      errors: [],
      handler: async ({ ctx, query }) => ({ value: await getTurnStatistics(services, ctx, query) }),
    }),
  ];
}
