import type { Agent, AgentId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { findAgentForUpdate, updateAgentRow } from '../../repositories/agents.ts';
import type { Services } from '../services.ts';

/**
 * Makes an archived agent active again: its sessions go on, and new ones may be made. It keeps its version. An active agent stays
 * unchanged. Throws `not_found`.
 */
export function unarchiveAgent(
  deps: Services,
  ctx: RequestContext,
  { agent_id, idempotency }: { agent_id: AgentId; idempotency: IdempotencyRequest | null },
): Promise<Answered<Agent>> {
  return idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async (tx) => {
    const agent = await findAgentForUpdate(tx, ctx, agent_id);
    if (agent === null) throw notFound('agent');
    if (agent.status === 'active') return agent;
    const active: Agent = { ...agent, status: 'active', updated_at: timestampOf(deps.clock) };
    await updateAgentRow(tx, ctx, active);
    return active;
  });
}
