import type {
  AgentId,
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

/** How the engine learns what an agent is. Versions never change, so tools come from a cache. */
export interface AgentResolver {
  /** Throws `not_found` for a model that the organization does not have. */
  assertModelExists(db: Database, ctx: RequestContext, modelId: LlmModelId): Promise<void>;
  /** The agent of a turn at the turn's version, with its model and key. Throws `no_model`. */
  resolveRuntimeAgent(db: Database, turn: TurnState, session: SessionState): Promise<RuntimeAgent>;
  /** Where the turn may go when its model stays out of reach. Null: its agent names no other model, or that one is gone. */
  resolveFallback(db: Database, turn: TurnState, session: SessionState): Promise<ResolvedModel | null>;
  hasFallenBack(db: Database, turn: TurnState, session: SessionState): Promise<boolean>;
  resolveTools(
    db: Database,
    agent: { org_id: OrganizationId; agent_id: AgentId; version: number },
  ): Promise<ToolDefinition[]>;
  /** The usage with its cost in US dollars, where the model's price is known. */
  priceUsage(
    db: Database,
    model: { org_id: string; provider_type: string; model: string },
    usage: Usage,
  ): Promise<Usage>;
  /** Keeps what a model has refused, so that no later request says it. */
  rememberRefused(
    db: Database,
    refused: { org_id: string; id: LlmModelId; parameters: readonly OptionalParameter[] },
  ): Promise<void>;
}
