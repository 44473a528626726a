import { ApprovalRule, type ApprovalRuleId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { ApprovalRulesTable } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

/** The remembered approvals of the organization, newest first. */
export async function listApprovalRules(
  db: Database,
  ctx: RequestContext,
  page: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<ApprovalRule>[]> {
  const rows = await db
    .selectFrom('approval_rules')
    .selectAll()
    .where('org_id', '=', ctx.org_id)
    .$call(startAfter(page.after))
    .$call(newestFirst(page.count))
    .execute();
  return readListed('approval_rules', rows, toRule);
}

/** Returns whether there was one. */
export async function deleteApprovalRuleRow(tx: Tx, ctx: RequestContext, id: ApprovalRuleId): Promise<boolean> {
  const result = await tx
    .deleteFrom('approval_rules')
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toRule(row: Selectable<ApprovalRulesTable>): ApprovalRule {
  const { org_id: _org, schema_hash: _schema, arguments_hash: _arguments, created_at, ...columns } = row;
  const present = Object.entries(columns).filter(([, value]) => value !== null);
  return ApprovalRule.parse({ ...Object.fromEntries(present), created_at: created_at.toISOString() });
}
