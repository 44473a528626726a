import { EverrunsError, type Agent, type AgentId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findAgentForUpdate } from '../../repositories/agents.ts';

/** Locks an agent that is about to get its next version. Throws `not_found` and `agent_archived`. */
export async function lockChangeableAgent(tx: Tx, ctx: RequestContext, id: AgentId): Promise<Agent> {
  const agent = await findAgentForUpdate(tx, ctx, id);
  if (agent === null) throw notFound('agent');
  if (agent.status === 'archived') throw new EverrunsError('agent_archived', 'An archived agent cannot be changed.');
  return agent;
}
