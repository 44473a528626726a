import { Agent, type AgentId, type AgentStatus } from '@everruns/schemas';
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { AgentsTable } from '../db/agent-tables.ts';
import type { Tables } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import { insertAgentVersion } from './agent-versions.ts';
import { newestFirst, startAfter } from './keyset.ts';
import { findPage, NEAR, wantedKeys, type SearchFilter } from './search.ts';

type AgentRow = Selectable<AgentsTable>;

export async function findAgent(db: Database, ctx: RequestContext, id: AgentId): Promise<Agent | null> {
  const row = await selectAgents(db, ctx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('agent', row, toAgent);
}

/** Locks the agent's row until the transaction ends. One of the playground is never changed. */
export async function findAgentForUpdate(tx: Tx, ctx: RequestContext, id: AgentId): Promise<Agent | null> {
  const row = await selectAgents(tx, ctx).where('id', '=', id).where('kind', 'is', null).forUpdate().executeTakeFirst();
  return row === undefined ? null : readOne('agent', row, toAgent);
}

export interface AgentFilter extends SearchFilter {
  status: AgentStatus;
  after: KeysetPosition | null;
  count: number;
}

export async function listAgents(db: Database, ctx: RequestContext, filter: AgentFilter): Promise<ListedRow<Agent>[]> {
  const { after, tag, search, count } = filter;
  const inRange = db
    .selectFrom('own_agents as agents')
    .selectAll()
    .where('org_id', '=', ctx.org_id)
    .where('status', '=', filter.status)
    .where('kind', 'is', null)
    .$call(startAfter(after));
  if (tag === undefined && search === undefined)
    return readListed('agents', await inRange.$call(newestFirst(count)).execute(), toAgent);
  const text = sql<string>`name || ' ' || coalesce(description, '')`;
  const keyed = inRange.where(sql<boolean>`search_keys(org_id, tags, ${text}) @> ${wantedKeys(ctx, filter)}`);
  const among = (rows: AgentQuery) =>
    db
      .selectFrom(rows.as('agents'))
      .selectAll()
      .$if(tag !== undefined, (query) => query.where(sql<boolean>`${tag} = any(tags)`))
      .$if(search !== undefined, (query) => query.where(sql<boolean>`strpos(lower(${text}), lower(${search})) > 0`))
      .$call(newestFirst(count))
      .execute();
  const rows = await findPage(count, {
    amongNewest: () => among(inRange.$call(newestFirst(NEAR))),
    byKeys: () => among(keyed.modifyEnd(sql`offset 0`)),
  });
  return readListed('agents', rows, toAgent);
}

/** Writes a new agent and its first version. Idempotent: a repetition writes nothing. */
export async function insertAgent(tx: Tx, ctx: RequestContext, agent: Agent): Promise<void> {
  await tx
    .insertInto('agents')
    .values({ org_id: ctx.org_id, id: agent.id, created_at: agent.created_at, ...toColumns(agent) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await insertAgentVersion(tx, ctx, agent);
}

/** Replaces the agent and adds a version. */
export async function replaceAgent(tx: Tx, ctx: RequestContext, agent: Agent): Promise<void> {
  await updateAgentRow(tx, ctx, agent);
  await insertAgentVersion(tx, ctx, agent);
}

/** Replaces only the agent's row and keeps its version. */
export async function updateAgentRow(tx: Tx, ctx: RequestContext, agent: Agent): Promise<void> {
  await tx
    .updateTable('agents')
    .set(toColumns(agent))
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', agent.id)
    .execute();
}

/** Writes the labels alone: the version stays. */
export async function updateLabels(
  tx: Tx,
  ctx: RequestContext,
  { id, labels }: { id: AgentId; labels: Readonly<Record<string, number>> },
): Promise<void> {
  await tx
    .updateTable('agents')
    .set({ labels: JSON.stringify(labels) })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

type AgentQuery = SelectQueryBuilder<Tables, 'agents', AgentRow>;

function selectAgents(db: Database, ctx: RequestContext) {
  return db.selectFrom('agents').selectAll().where('org_id', '=', ctx.org_id);
}

function toColumns(agent: Agent) {
  return {
    name: agent.name,
    description: agent.description ?? null,
    system_prompt: agent.system_prompt,
    default_model_id: agent.default_model_id ?? null,
    fallback_model_id: agent.fallback_model_id ?? null,
    tags: agent.tags,
    capabilities: JSON.stringify(agent.capabilities),
    tools: JSON.stringify(agent.tools),
    tools_policy: agent.tools_policy === undefined ? null : JSON.stringify(agent.tools_policy),
    tool_settings: agent.tool_settings === undefined ? null : JSON.stringify(agent.tool_settings),
    taint: agent.taint ?? null,
    limits: JSON.stringify(agent.limits),
    controls: agent.controls === undefined ? null : JSON.stringify(agent.controls),
    busy_policy: agent.busy_policy,
    version: agent.version,
    kind: agent.kind ?? null,
    status: agent.status,
    updated_at: agent.updated_at,
  };
}

function toAgent(row: AgentRow): Agent {
  const { default_model_id, fallback_model_id, tools_policy, controls, created_at, updated_at, ...rest } = row;
  const { description, taint, tool_settings, kind, labels, ...columns } = rest;
  return Agent.parse({
    ...columns,
    ...(Object.keys(labels as object).length === 0 ? {} : { labels }),
    ...(description === null ? {} : { description }),
    ...(default_model_id === null ? {} : { default_model_id }),
    ...(fallback_model_id === null ? {} : { fallback_model_id }),
    ...(tools_policy === null ? {} : { tools_policy }),
    ...(tool_settings === null ? {} : { tool_settings }),
    ...(controls === null ? {} : { controls }),
    ...(taint === null ? {} : { taint }),
    ...(kind === null ? {} : { kind }),
    harness_id: 'default',
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  });
}
