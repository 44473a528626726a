import type { ApprovalRule, ApprovalRuleId, Page } from '@everruns/schemas';
import type { z } from 'zod';
import { inTransaction } from '../../db/transaction.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { deleteApprovalRuleRow, listApprovalRules as listRows } from '../../repositories/approval-rules.ts';
import type { Services } from '../services.ts';

/** Lists remembered approvals, newest first. Throws `invalid_cursor`. */
export async function listApprovalRules(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<ApprovalRule>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'approval-rules' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}

/** Forgets an approval. Calls that have not begun ask again. Throws `not_found`. */
export async function deleteApprovalRule(
  deps: Services,
  ctx: RequestContext,
  { rule_id }: { rule_id: ApprovalRuleId },
): Promise<void> {
  const isDeleted = await inTransaction(deps.db, (tx) => deleteApprovalRuleRow(tx, ctx, rule_id));
  if (!isDeleted) throw notFound('approval rule');
}
