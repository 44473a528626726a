import { isDeepStrictEqual } from 'node:util';
import { omitUndefined } from '@everruns/kernel';
import {
  CreateAgentRequest,
  type Agent,
  type AgentId,
  type AgentVersion,
  type AgentVersionDiff,
  type Page,
} from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { replaceAgent } from '../../repositories/agents.ts';
import { findAgentVersion, listAgentVersions } from '../../repositories/agent-versions.ts';
import { bindOffload } from '../bind-offload.ts';
import { assertModelsExist } from '../models/get.ts';
import type { Services } from '../services.ts';
import { changedFields, compareVersions } from './compare-versions.ts';
import { definitionOf } from './copy.ts';
import { diffPrompts } from './diff-prompts.ts';
import { getAgent } from './get.ts';
import { lockChangeableAgent } from './lock-changeable.ts';
import { assertRunnable } from './resolve-runtime-agent.ts';

export const ListVersionsQuery = ListQuery;

/** Lists the versions of an agent, newest first. Throws `not_found` and `invalid_cursor`. */
export async function listVersions(
  deps: Services,
  ctx: RequestContext,
  { agent_id, limit, cursor }: { agent_id: AgentId; limit: number; cursor?: string | undefined },
): Promise<Page<AgentVersion>> {
  const { labels = {} } = await getAgent(deps, ctx, { agent_id });
  const binding = { org_id: ctx.org_id, filter: { list: 'agent_versions', agent_id } };
  const [before] = cursor === undefined ? [] : deps.cursors.decode(binding, cursor);
  // The one before the last of the page says what the last one changed.
  const found = await listAgentVersions(deps.db, ctx, {
    agent_id,
    before: Number(before ?? 2 ** 31 - 1),
    count: limit + 1,
  });
  const data = found.slice(0, limit).map((row, index): AgentVersion => {
    const previous = found[index + 1];
    const { version, created_at, created_by, agent } = row;
    const changed = previous === undefined ? [] : changedFields(previous.agent, agent);
    const names = Object.keys(labels).filter((name) => labels[name] === version);
    const labeled = names.length === 0 ? {} : { labels: names.toSorted() };
    return { agent_id, version, created_at, ...(created_by === null ? {} : { created_by }), changed, ...labeled };
  });
  const last = data.at(-1);
  if (found.length <= limit || last === undefined) return { data, has_more: false };
  return { data, has_more: true, next_cursor: deps.cursors.encode(binding, [String(last.version)]) };
}

/** Returns an agent as it was at a version. Throws `not_found`. */
export async function getVersion(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  input: { agent_id: AgentId; version: number },
): Promise<Agent> {
  const agent = await findAgentVersion(db, ctx, input);
  if (agent === null) throw notFound('version of the agent');
  return agent;
}

/** Compares two versions. Throws `not_found`. */
export async function diffVersions(
  deps: Services,
  ctx: RequestContext,
  { agent_id, from, to }: { agent_id: AgentId; from: number; to: number },
): Promise<AgentVersionDiff> {
  const [before, after] = [
    await getVersion(deps, ctx, { agent_id, version: from }),
    await getVersion(deps, ctx, { agent_id, version: to }),
  ];
  const compared = { agent_id, from, to, ...compareVersions(before, after) };
  if (before.system_prompt === after.system_prompt) return compared;
  const [old, next] = [before.system_prompt, after.system_prompt];
  const change = { from: `version ${from}`, to: `version ${to}`, before: old, after: next };
  return { ...compared, system_prompt: { patch: await diffPrompts(deps, ctx, { change, field: 'version' }) } };
}

/**
 * Makes a new version with the definition of an older one. If nothing differs, nothing changes. Throws `not_found`, also for a model that was
 * deleted meanwhile, `agent_archived` and `invalid_request`.
 */
export async function restoreVersion(
  deps: Services,
  ctx: RequestContext,
  { agent_id, version, idempotency }: { agent_id: AgentId; version: number; idempotency: IdempotencyRequest | null },
): Promise<Answered<Agent>> {
  // Versions of older releases are checked by the schema of this one, as a new agent is.
  const definition = CreateAgentRequest.parse(definitionOf(await getVersion(deps, ctx, { agent_id, version })));
  await assertRunnable(deps.capabilities, definition, bindOffload(deps, ctx));
  return idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async (tx) => {
    const agent = await lockChangeableAgent(tx, ctx, agent_id);
    if (isDeepStrictEqual(definitionOf(agent), definition)) return agent;
    await assertModelsExist(tx, ctx, definition);
    const { id, harness_id, status, created_at, labels } = agent;
    const own = { id, harness_id, status, created_at, ...omitUndefined({ labels }) };
    const next: Agent = { ...definition, ...own, updated_at: timestampOf(deps.clock), version: agent.version + 1 };
    await replaceAgent(tx, ctx, next);
    return next;
  });
}
