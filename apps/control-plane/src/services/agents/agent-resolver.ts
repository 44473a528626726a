import {
  AgentId,
  LlmModelId,
  OrganizationId,
  type Agent,
  type Controls,
  type RuntimeAgent,
  type ToolDefinition,
  type Usage,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findAgentVersion } from '../../repositories/agents.ts';
import type { RequestContext } from '../../request-context.ts';
import type { AgentResolver } from '../../turns/engine.ts';
import { ExpiringCache } from '../expiring-cache.ts';
import { priceUsage } from '../models/model-info.ts';
import { resolveModel } from '../models/resolve.ts';
import { notFound } from '../not-found.ts';
import type { Services } from '../services.ts';
import { resolveRuntimeAgent, resolveTools } from './resolve-runtime-agent.ts';

const VERSION_CACHE = { maxEntries: 1_000, ttlMs: 3_600_000 };

interface TurnOfAgent {
  org_id: string;
  agent_version: number;
  controls: Controls | null;
}
interface SessionOfAgent {
  agent_id: string;
  model_id: string | null;
}

/** What the turn engine asks about agents. Versions never change, so only the first question about one costs a statement. */
export function createAgentResolver(services: Services): AgentResolver {
  const versions = new ExpiringCache<Agent>(services.clock, VERSION_CACHE);

  async function getVersion(
    db: Database,
    ctx: Pick<RequestContext, 'org_id'>,
    wanted: { agent_id: AgentId; version: number },
  ): Promise<Agent> {
    const key = `${ctx.org_id} ${wanted.agent_id} ${wanted.version}`;
    const agent = versions.find(key) ?? (await findAgentVersion(db, ctx, wanted));
    if (agent === null) throw notFound('version of this agent');
    versions.set(key, agent);
    return agent;
  }

  return {
    async resolveRuntimeAgent(db, turn: TurnOfAgent, session: SessionOfAgent): Promise<RuntimeAgent> {
      const ctx = { org_id: OrganizationId.parse(turn.org_id) };
      const definition = await getVersion(db, ctx, {
        agent_id: AgentId.parse(session.agent_id),
        version: turn.agent_version,
      });
      const choice = {
        controls: turn.controls,
        session_model_id: session.model_id === null ? null : LlmModelId.parse(session.model_id),
        agent_model_id: definition.default_model_id ?? null,
      };
      const model = await resolveModel(services, db, { ctx, choice });
      return resolveRuntimeAgent(services.capabilities, { definition, model, controls: turn.controls });
    },
    async resolveTools(db, agent): Promise<ToolDefinition[]> {
      return resolveTools(services.capabilities, await getVersion(db, agent, agent));
    },
    priceUsage(model, usage): Usage {
      const cost = priceUsage(model, usage);
      return cost === null ? usage : { ...usage, cost_usd: cost };
    },
  };
}
