import type {
  AgentId,
  AgentLimits,
  LlmModelId,
  OptionalParameter,
  OrganizationId,
  ResolvedModel,
  RuntimeAgent,
  ToolDefinition,
  Usage,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { SessionState, TurnState } from '../state/rows.ts';

/** How the engine gets an agent's definition. Versions never change, so tools come from a cache. */
export interface AgentResolver {
  /** Throws `not_found` for a model that the organization does not have. */
  assertModelExists(db: Database, ctx: RequestContext, modelId: LlmModelId): Promise<void>;
  /** The agent of a turn at the turn's version, with its model and key. Throws `no_model`. */
  resolveRuntimeAgent(db: Database, turn: TurnState, session: SessionState): Promise<RuntimeAgent>;
  /** The model to which the turn may fall back. Null: its agent names no other model, or that model was deleted. */
  resolveFallback(db: Database, turn: TurnState, session: SessionState): Promise<ResolvedModel | null>;
  hasFallenBack(db: Database, turn: TurnState, session: SessionState): Promise<boolean>;
  resolveTools(
    db: Database,
    agent: { org_id: OrganizationId; agent_id: AgentId; version: number },
  ): Promise<ToolDefinition[]>;
  resolveLimits(
    db: Database,
    agent: { org_id: OrganizationId; agent_id: AgentId; version: number },
  ): Promise<AgentLimits>;
  /** Whether foreign content makes no calls of the agent ask. */
  ignoresTaint(db: Database, agent: { org_id: OrganizationId; agent_id: AgentId; version: number }): Promise<boolean>;
  /** Returns the usage with its cost in US dollars, if the model's price is known. */
  priceUsage(
    db: Database,
    model: { org_id: string; provider_type: string; model: string },
    usage: Usage,
  ): Promise<Usage>;
  /** Remembers the parameters that a model has refused, so that later requests leave them out. */
  rememberRefused(
    db: Database,
    refused: { org_id: string; id: LlmModelId; parameters: readonly OptionalParameter[] },
  ): Promise<void>;
}
