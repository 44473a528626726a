import type { AgentId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { findAgentForUpdate, updateAgentRow } from '../../repositories/agents.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { assertMatches } from './entity-tag.ts';

/**
 * Archives an agent. No new session may use it; existing ones go on. Archiving it again changes nothing. Throws `not_found`,
 * `precondition_failed`.
 */
export async function archiveAgent(
  deps: Services,
  ctx: RequestContext,
  input: { agent_id: AgentId; if_match: string | null },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const agent = await findAgentForUpdate(tx, ctx, input.agent_id);
    if (agent === null) throw notFound('agent');
    if (agent.status === 'archived') return;
    assertMatches(agent, input.if_match);
    await updateAgentRow(tx, ctx, { ...agent, status: 'archived', updated_at: timestampOf(deps.clock) });
  });
}
