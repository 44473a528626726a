import type {
  AgentId,
  AgentLimits,
  JsonObject,
  LlmModelId,
  OptionalParameter,
  OrganizationId,
  RecordedEventData,
  ResolvedModel,
  RuntimeAgent,
  ToolDefinition,
  ToolsPolicy,
  Usage,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { SubagentPlan } from '../state/subagent-plan.ts';
import type { SessionState, TurnState } from '../state/rows.ts';

/** A server from which a turn gets no tools, and why. */
export type UnavailableServer = RecordedEventData<'mcp.server_unavailable'>;

export type TurnTools =
  /** The agent uses no servers. */
  | { kind: 'none' }
  /** The list is stored under its hash. */
  | { kind: 'listed'; hash: string; unavailable: readonly UnavailableServer[] }
  /** Servers have to be asked first, which takes seconds and happens outside every transaction. Then the question is put again. */
  | { kind: 'unknown'; ask: () => Promise<void> };

export interface SubagentTask {
  prompt: string;
  /** Absolute paths of files and directories of the calling session that the sub-agent gets. */
  input_files: readonly string[];
}

/** How the engine gets an agent's definition. Versions never change, so tools come from a cache. */
export interface AgentResolver {
  /** Throws `not_found` for a model that the organization does not have. */
  assertModelExists(db: Database, ctx: RequestContext, modelId: LlmModelId): Promise<void>;
  /** The agent of a turn at the turn's version, with its model and key. Throws `no_model`. */
  resolveRuntimeAgent(db: Database, turn: TurnState, session: SessionState): Promise<RuntimeAgent>;
  /** The model to which the turn may fall back. Null: its agent names no other model, or that model was deleted. */
  resolveFallback(db: Database, turn: TurnState, session: SessionState): Promise<ResolvedModel | null>;
  hasFallenBack(db: Database, turn: TurnState, session: SessionState): Promise<boolean>;
  /** Whether a tool of a capability asks the model of the turn, so that its calls need the key of the provider. */
  asksModel(tool: string): boolean;
  /** The tools that the turn may call, and no others (E30). */
  resolveTools(db: Database, turn: TurnState, session: SessionState): Promise<ToolDefinition[]>;
  /** The tools of MCP servers that a turn gets when it first begins. */
  findTurnTools(db: Database, turn: TurnState, session: SessionState): Promise<TurnTools>;
  /** Which agent a call starts as a sub-agent. The arguments are the model's, and are checked here. */
  planSubagent(
    db: Database,
    caller: { turn: TurnState; session: SessionState },
    args: JsonObject,
  ): Promise<SubagentPlan>;
  /** What a call asks of its sub-agent. The arguments have been accepted by `planSubagent`, or by a person. */
  readTask(args: JsonObject): SubagentTask;
  resolveLimits(db: Database, turn: TurnState, session: SessionState): Promise<AgentLimits>;
  /** Whether foreign content makes no calls of the agent ask. */
  ignoresTaint(db: Database, agent: { org_id: OrganizationId; agent_id: AgentId; version: number }): Promise<boolean>;
  /** Which tools the agent lets run at once or asks for, if it says so. */
  resolveToolsPolicy(
    db: Database,
    agent: { org_id: OrganizationId; agent_id: AgentId; version: number },
  ): Promise<ToolsPolicy | undefined>;
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
