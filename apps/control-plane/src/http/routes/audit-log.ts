import { AuditEntry, pageOf } from '@everruns/schemas';
import { listAuditLog, ListAuditLogQuery } from '../../services/audit/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

export function auditLogRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/audit-log',
      operationId: 'list_audit_log',
      summary: 'List who changed what, newest first',
      tag: 'organizations',
      auth: 'session',
      scopes: ['admin'],
      query: ListAuditLogQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of the log', schema: pageOf(AuditEntry) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listAuditLog(services, ctx, query) }),
    }),
  ];
}
