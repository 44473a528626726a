import { boundedText, type AuditEntry, type Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listAuditEntries } from '../../repositories/audit-log.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, ListQuery } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';

const Name = boundedText(128, 1);
export const ListAuditLogQuery = ListQuery.extend({ actor: Name.optional(), action: Name.optional() });

/** Lists who changed what in this organization, newest first. */
export async function listAuditLog(
  deps: Pick<Services, 'db' | 'cursors' | 'unreadable'>,
  ctx: RequestContext,
  input: z.output<typeof ListAuditLogQuery>,
): Promise<Page<AuditEntry>> {
  const { actor, action } = input;
  const binding = { org_id: ctx.org_id, filter: { list: 'audit-log', actor, action } };
  return listPage(deps, { ...input, binding }, (after, count) =>
    listAuditEntries(deps.db, ctx, { actor, action, after, count }),
  );
}
