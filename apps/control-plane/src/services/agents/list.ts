import { AgentStatus, boundedText, LIMITS, type Agent, type Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listAgents as listAgentRows } from '../../repositories/agents.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, ListQuery, SearchText } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';

export const ListAgentsQuery = ListQuery.extend({
  status: AgentStatus.default('active'),
  tag: boundedText(LIMITS.tagBytes, 1).optional(),
  search: SearchText.optional(),
});
export type ListAgentsQuery = z.infer<typeof ListAgentsQuery>;

/** Lists agents, newest first. Throws `invalid_cursor`. */
export async function listAgents(deps: Services, ctx: RequestContext, input: ListAgentsQuery): Promise<Page<Agent>> {
  const { limit, cursor, ...filter } = input;
  const binding = { org_id: ctx.org_id, filter: { list: 'agents', ...filter } };
  return listPage(deps, { limit, cursor, binding }, (after, count) =>
    listAgentRows(deps.db, ctx, { ...filter, after, count }),
  );
}
