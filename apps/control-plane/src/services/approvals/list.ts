import {
  AgentId,
  LIMITS,
  SessionId,
  WaitStatus,
  type Approval,
  type ApprovalCount,
  type Page,
} from '@everruns/schemas';
import { z } from 'zod';
import { findToolOfWait } from '../../engine/index.ts';
import { ListQuery, listPage } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { countOpenApprovals, findApproval, listApprovals as listRows } from '../../repositories/approvals.ts';
import type { Services } from '../services.ts';

export const ListApprovalsQuery = ListQuery.extend({
  status: WaitStatus.optional(),
  session_id: SessionId.optional(),
  /** Of a session and of all its sub-agents. */
  root_session_id: SessionId.optional(),
  agent_id: AgentId.optional(),
  kind: z.enum(['approval', 'question', 'connection']).optional(),
});

/** Lists what people decide and decided, over all sessions of the organization, newest first. Throws `invalid_cursor`. */
export async function listApprovals(
  deps: Services,
  ctx: RequestContext,
  input: z.output<typeof ListApprovalsQuery>,
): Promise<Page<Approval>> {
  const { status, session_id, root_session_id, agent_id, kind } = input;
  const filter = { status, session_id, root_session_id, agent_id, kind };
  const binding = { org_id: ctx.org_id, filter: { list: 'approvals', ...filter } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { ...filter, after, count }));
}

/** Counts what waits for a person, as far as the caller reaches it. */
export async function countApprovals(deps: Pick<Services, 'db'>, ctx: RequestContext): Promise<ApprovalCount> {
  const counted = await countOpenApprovals(deps.db, ctx, LIMITS.listLimit + 1);
  return { open: Math.min(counted, LIMITS.listLimit), has_more: counted > LIMITS.listLimit };
}

/** Returns one with the schema of the tool's arguments, as the turn has it. Throws `not_found`. */
export async function getApproval(
  deps: Services,
  ctx: RequestContext,
  { approval_id }: { approval_id: string },
): Promise<Approval> {
  const approval = await findApproval(deps.db, ctx, approval_id);
  if (approval === null || !reachesSubject(ctx, approval.subject)) throw notFound('approval');
  const tool = approval.kind === 'approval' ? await findToolOfWait(deps.engine, ctx, approval) : undefined;
  return tool === undefined ? approval : { ...approval, parameters: tool.parameters };
}
