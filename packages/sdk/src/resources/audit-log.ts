import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { AuditEntry } from '../nouns.ts';

export type ListAuditLogQuery = NonNullable<operations['list_audit_log']['parameters']['query']>;

export type AuditLog = ReturnType<typeof createAuditLog>;

export function createAuditLog(client: Client) {
  return {
    /** Lists who changed what, newest first. */
    list: (query: ListAuditLogQuery = {}, options: CallOptions = {}): PageList<AuditEntry> =>
      createPageList((cursor) =>
        client.call('get', '/v1/audit-log', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
  };
}
