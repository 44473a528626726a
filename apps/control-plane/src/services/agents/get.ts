import type { Agent, AgentId } from '@everruns/schemas';
import { findAgent } from '../../repositories/agents.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** Returns an agent, also an archived one. Throws `not_found`. */
export async function getAgent(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { agent_id }: { agent_id: AgentId },
): Promise<Agent> {
  const agent = await findAgent(db, ctx, agent_id);
  if (agent === null) throw notFound('agent');
  return agent;
}
