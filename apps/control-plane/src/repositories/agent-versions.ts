import { Agent, type AgentId } from '@everruns/schemas';
import type { Database, Tx } from '../db/database.ts';
import { readOne } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';

export interface AgentVersionRow {
  version: number;
  created_at: string;
  created_by: string | null;
  agent: Agent;
}

type Place = { agent_id: AgentId; version: number };

/** Returns the agent as it was at one version. */
export async function findAgentVersion(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  { agent_id, version }: Place,
): Promise<Agent | null> {
  const row = await selectVersions(db, ctx, agent_id)
    .select('definition')
    .where('version', '=', version)
    .executeTakeFirst();
  return row === undefined ? null : toAgent(row.definition);
}

/** Versions below `before`, newest first. */
export async function listAgentVersions(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  { agent_id, before, count }: { agent_id: AgentId; before: number; count: number },
): Promise<AgentVersionRow[]> {
  const rows = await selectVersions(db, ctx, agent_id)
    .select(['version', 'created_at', 'created_by', 'definition'])
    .where('version', '<', before)
    .orderBy('version', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ version, created_at, created_by, definition }) => ({
    version,
    created_by,
    created_at: created_at.toISOString(),
    agent: toAgent(definition),
  }));
}

/** Idempotent: a repetition writes nothing. Labels name versions and are no part of one. */
export async function insertAgentVersion(
  tx: Tx,
  ctx: RequestContext,
  { labels: _labels, ...agent }: Agent,
): Promise<void> {
  await tx
    .insertInto('agent_versions')
    .values({
      org_id: ctx.org_id,
      agent_id: agent.id,
      version: agent.version,
      definition: JSON.stringify(agent),
      created_at: agent.updated_at,
      created_by: ctx.principal,
    })
    .onConflict((conflict) => conflict.columns(['agent_id', 'version']).doNothing())
    .execute();
}

function selectVersions(db: Database, ctx: Pick<RequestContext, 'org_id'>, agentId: AgentId) {
  return db.selectFrom('agent_versions').where('org_id', '=', ctx.org_id).where('agent_id', '=', agentId);
}

function toAgent(definition: unknown): Agent {
  return readOne('agent', definition, (value) => Agent.parse(value));
}
