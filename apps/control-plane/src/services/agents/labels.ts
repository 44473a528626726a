import { EverrunsError, findLabeledVersion, LIMITS, type Agent, type AgentId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findAgentVersion } from '../../repositories/agent-versions.ts';
import { findAgentForUpdate, updateLabels } from '../../repositories/agents.ts';
import type { Services } from '../services.ts';

interface Label {
  agent_id: AgentId;
  label: string;
}

/**
 * Gives a label to a version, which takes it from another one. Sessions that follow the label use that version from their next turn on. Throws
 * `not_found` for agent and version, and `conflict` for too many labels.
 */
export function putLabel(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { agent_id, label, version }: Label & { version: number },
): Promise<Agent> {
  return inTransaction(db, async (tx) => {
    const agent = await findAgentForUpdate(tx, ctx, agent_id);
    if (agent === null) throw notFound('agent');
    if ((await findAgentVersion(tx, ctx, { agent_id, version })) === null) throw notFound('version of this agent');
    const labels = { ...agent.labels, [label]: version };
    const limit = LIMITS.labelsPerAgent;
    if (Object.keys(labels).length > limit)
      throw new EverrunsError('conflict', `An agent may have ${limit} labels; delete one first.`);
    await updateLabels(tx, ctx, { id: agent_id, labels });
    return { ...agent, labels };
  });
}

/** Deletes a label. Sessions that follow it take no more messages until they get another one. Throws `not_found`. */
export function deleteLabel(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { agent_id, label }: Label,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const agent = await findAgentForUpdate(tx, ctx, agent_id);
    if (agent === null) throw notFound('agent');
    if (findLabeledVersion(agent, label) === undefined) throw notFound('label of this agent');
    const { [label]: _version, ...labels } = agent.labels ?? {};
    await updateLabels(tx, ctx, { id: agent_id, labels });
  });
}
