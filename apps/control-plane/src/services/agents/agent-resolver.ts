import {
  AgentId,
  LlmModelId,
  OrganizationId,
  roundCost,
  type Agent,
  type Controls,
  type ResolvedModel,
  type RuntimeAgent,
  type StandingControls,
  type ToolDefinition,
  type ToolsPolicy,
  type Usage,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findAgentVersion } from '../../repositories/agent-versions.ts';
import { addRefusedParameters } from '../../repositories/llm-models.ts';
import type { AgentResolver, TurnTools } from '../../engine/index.ts';
import { loadToolList, withServerTools } from '../mcp/pinned-tools.ts';
import { findTurnTools } from '../mcp/turn-tools.ts';
import { ExpiringCache } from '@everruns/kernel';
import { priceByHand, priceSearches, priceUsage } from '../models/model-info.ts';
import { assertModelExists } from '../models/get.ts';
import { createPricesByHand } from '../models/prices-by-hand.ts';
import { PLAYGROUND_MODEL } from '../models/playground-model.ts';
import { findModel, resolveModel } from '../models/resolve.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { CoreServices } from '../services.ts';
import { enableCapabilities, type ResolvedCapabilities } from '../capabilities/capability-catalog.ts';
import { bindOffload } from '../bind-offload.ts';
import { nearestControls } from '../controls/nearest-controls.ts';
import { planSubagent, readTask } from './plan-subagent.ts';
import { resolveRuntimeAgent, resolveTools } from './resolve-runtime-agent.ts';

const VERSION_CACHE = { maxEntries: 1_000, ttlMs: 3_600_000 };

interface TurnOfAgent {
  tool_list: string | null;
  org_id: string;
  agent_version: number;
  controls: Controls | null;
}
interface SessionOfAgent {
  subject: string;
  agent_id: string;
  model_id: string | null;
  controls: StandingControls | null;
}

const contextOf = ({ org_id }: Pick<TurnOfAgent, 'org_id'>) => ({ org_id: OrganizationId.parse(org_id) });

/** Answers the turn engine's questions about agents. Versions never change, so only the first question about one costs a statement. */
export function createAgentResolver(deps: CoreServices): AgentResolver {
  const resolveCapabilities = createCapabilityResolver(deps);
  const getDefinition = createDefinitions(deps);

  async function resolveWithServers(db: Database, turn: TurnOfAgent, agent: Agent): Promise<ResolvedCapabilities> {
    const ctx = contextOf(turn);
    const resolved = await resolveCapabilities(ctx, agent);
    if (turn.tool_list === null) return resolved;
    const list = await loadToolList(deps, db, { ...ctx, hash: turn.tool_list });
    return withServerTools(resolved, list, { ...ctx, agent });
  }

  return {
    assertModelExists,
    asksModel: createAsking(deps),
    async resolveRuntimeAgent(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<RuntimeAgent> {
      const definition = await getDefinition(db, turn, session);
      const models = await resolveModels(deps, db, { definition, turn, session });
      const capabilities = await resolveWithServers(db, turn, definition);
      return resolveRuntimeAgent(capabilities, {
        organizationId: contextOf(turn).org_id,
        definition,
        ...models,
        controls: controlsOf({ definition, turn, session }),
      });
    },
    async resolveFallback(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<ResolvedModel | null> {
      const definition = await getDefinition(db, turn, session);
      return (await resolveModels(deps, db, { definition, turn, session })).fallback;
    },
    async hasFallenBack(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<boolean> {
      const chosen = turn.controls?.model_id;
      return chosen !== undefined && chosen === (await getDefinition(db, turn, session)).fallback_model_id;
    },
    async rememberRefused(db, { org_id, ...refused }): Promise<void> {
      await addRefusedParameters(db, { org_id: OrganizationId.parse(org_id) }, refused);
      deps.modelCache.clear();
    },
    async resolveTools(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<ToolDefinition[]> {
      const definition = await getDefinition(db, turn, session);
      return resolveTools(await resolveWithServers(db, turn, definition), definition);
    },
    async findTurnTools(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<TurnTools> {
      const agent = await getDefinition(db, turn, session);
      return findTurnTools(deps, db, { agent, user: { ...contextOf(turn), subject: session.subject } });
    },
    planSubagent: async (db, { turn, session }, args) => planSubagent(await getDefinition(db, turn, session), args),
    readTask,
    async resolveLimits(db, turn: TurnOfAgent, session: SessionOfAgent) {
      return (await getDefinition(db, turn, session)).limits;
    },
    async ignoresTaint(db, { version, ...agent }): Promise<boolean> {
      return (await getDefinition(db, { ...agent, agent_version: version }, agent)).taint === 'off';
    },
    async resolveToolsPolicy(db, { version, ...agent }): Promise<ToolsPolicy | undefined> {
      return (await getDefinition(db, { ...agent, agent_version: version }, agent)).tools_policy;
    },
    priceUsage: createPricing(deps),
  };
}

/** Returns what finds the agent of a turn at the turn's version. */
function createDefinitions({ clock }: Pick<CoreServices, 'clock'>) {
  const versions = new ExpiringCache<Agent>(clock, VERSION_CACHE);
  return async (
    db: Database,
    turn: Pick<TurnOfAgent, 'org_id' | 'agent_version'>,
    session: Pick<SessionOfAgent, 'agent_id'>,
  ): Promise<Agent> => {
    const ctx = contextOf(turn);
    const wanted = { agent_id: AgentId.parse(session.agent_id), version: turn.agent_version };
    const key = `${ctx.org_id} ${wanted.agent_id} ${wanted.version}`;
    const agent = versions.find(key) ?? (await findAgentVersion(db, ctx, wanted));
    if (agent === null) throw notFound('version of this agent');
    versions.set(key, agent);
    return agent;
  };
}

/** Usage with its cost, where a price is known. */
function createPricing(deps: CoreServices): AgentResolver['priceUsage'] {
  const findPricesByHand = createPricesByHand(deps);
  return async (db, { org_id, ...model }, usage): Promise<Usage> => {
    // Usage that was not reported has no known price, which differs from a price of zero.
    if (usage.not_reported !== undefined) return usage;
    const byHand = await findPricesByHand(db, { org_id, ...model });
    const cost = byHand === undefined ? priceUsage(model, usage) : priceByHand(byHand, usage);
    return cost === null ? usage : { ...usage, cost_usd: roundCost(cost + priceSearches(model, usage)) };
  };
}

/** Resolves the capabilities of each version of an agent once, for as long as the version is remembered. */
function createCapabilityResolver(deps: CoreServices) {
  const resolved = new WeakMap<Agent, Promise<ResolvedCapabilities>>();
  return (ctx: { org_id: OrganizationId }, agent: Agent): Promise<ResolvedCapabilities> => {
    const known = resolved.get(agent);
    if (known !== undefined) return known;
    const resolving = enableCapabilities(deps.capabilities, agent.capabilities, bindOffload(deps, ctx));
    resolved.set(agent, resolving);
    // What failed for a reason that passes is tried again.
    resolving.catch(() => resolved.delete(agent));
    return resolving;
  };
}

interface ModelInput {
  definition: Agent;
  turn: TurnOfAgent;
  session: SessionOfAgent;
}

const controlsOf = ({ definition, turn, session }: ModelInput): Controls | null =>
  nearestControls({ agent: definition.controls, session: session.controls, message: turn.controls });

/** Resolves the model of a turn, and the model to which it may still fall back. */
async function resolveModels(
  deps: CoreServices,
  db: Database,
  { definition, turn, session }: ModelInput,
): Promise<{ model: ResolvedModel; fallback: ResolvedModel | null }> {
  const ctx = contextOf(turn);
  const choice = {
    controls: controlsOf({ definition, turn, session }),
    session_model_id: session.model_id === null ? null : LlmModelId.parse(session.model_id),
    agent_model_id: definition.default_model_id ?? null,
  };
  if (definition.kind === 'playground' && choice.controls?.model_id === undefined && choice.session_model_id === null)
    return { model: PLAYGROUND_MODEL, fallback: null };
  const model = await resolveModel(deps, db, { ctx, choice });
  const { fallback_model_id: chosen } = definition;
  const isOther = chosen !== undefined && chosen !== model.id;
  return { model, fallback: isOther ? await findModel(deps, db, { ctx, chosen }) : null };
}

function createAsking({ capabilities }: Pick<CoreServices, 'capabilities'>): AgentResolver['asksModel'] {
  const tools = [...capabilities.values()].flatMap((capability) => capability.tools);
  const asking = new Set(tools.filter(({ hints }) => hints?.asks_model === true).map(({ name }) => name));
  return (tool) => asking.has(tool);
}
