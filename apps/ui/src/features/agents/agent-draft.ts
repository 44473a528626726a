import { omitUndefined } from '@everruns/kernel';
import type { Agent, CreateAgentRequest, JsonValue } from '@everruns/sdk';
import { NO_CONTROLS, toControls, toControlsDraft, type ControlsDraft } from './controls-draft.ts';

export type CapabilityConfig = Record<string, JsonValue>;

/** The state of the form while a person edits: every field is present, in the form that the controls need. */
export interface AgentDraft {
  name: string;
  description: string;
  systemPrompt: string;
  modelId: string;
  fallbackModelId: string;
  tags: string;
  busyPolicy: Agent['busy_policy'];
  maxIterations: string;
  turnTimeoutMinutes: string;
  maxTurnCostUsd: string;
  maxTurnTokens: string;
  capabilities: { ref: string; config: CapabilityConfig }[];
  toolSettings: ToolSettings;
  toolsPolicy: ToolsPolicy;
  controls: ControlsDraft;
}

export type ToolSettings = NonNullable<Agent['tool_settings']>;
export type ToolsPolicy = NonNullable<Agent['tools_policy']>;

const MS_PER_MINUTE = 60_000;

export const EMPTY_DRAFT: AgentDraft = {
  name: '',
  description: '',
  systemPrompt: 'You are a helpful assistant. Answer briefly, and use your tools where they know better than you.',
  modelId: '',
  fallbackModelId: '',
  tags: '',
  busyPolicy: 'queue',
  maxIterations: '',
  turnTimeoutMinutes: '',
  maxTurnCostUsd: '',
  maxTurnTokens: '',
  capabilities: [
    { ref: 'current_time', config: {} },
    { ref: 'math', config: {} },
  ],
  toolSettings: {},
  toolsPolicy: {},
  controls: NO_CONTROLS,
};

export function toDraft(agent: Agent): AgentDraft {
  const { limits } = agent;
  return {
    name: agent.name,
    description: agent.description ?? '',
    systemPrompt: agent.system_prompt,
    modelId: agent.default_model_id ?? '',
    fallbackModelId: agent.fallback_model_id ?? '',
    tags: agent.tags.join(', '),
    busyPolicy: agent.busy_policy,
    maxIterations: limits.max_iterations?.toString() ?? '',
    turnTimeoutMinutes: limits.turn_timeout_ms === undefined ? '' : String(limits.turn_timeout_ms / MS_PER_MINUTE),
    maxTurnCostUsd: limits.max_turn_cost_usd?.toString() ?? '',
    maxTurnTokens: limits.max_turn_tokens?.toString() ?? '',
    capabilities: agent.capabilities.map((given) =>
      typeof given === 'string'
        ? { ref: given, config: {} }
        : { ref: given.ref, config: (given.config ?? {}) as CapabilityConfig },
    ),
    toolSettings: agent.tool_settings ?? {},
    toolsPolicy: agent.tools_policy ?? {},
    controls: toControlsDraft(agent.controls),
  };
}

/** Converts the draft to the request that saves the agent. Client tools that the agent declares are not edited here and stay. */
export function toRequest(draft: AgentDraft, tools: Agent['tools'] = []): CreateAgentRequest {
  return {
    name: draft.name.trim(),
    ...(draft.description.trim() !== '' && { description: draft.description.trim() }),
    system_prompt: draft.systemPrompt,
    ...(draft.modelId !== '' && { default_model_id: draft.modelId }),
    ...(draft.fallbackModelId !== '' && { fallback_model_id: draft.fallbackModelId }),
    tags: splitTags(draft.tags),
    busy_policy: draft.busyPolicy,
    tools,
    limits: {
      ...(draft.maxIterations !== '' && { max_iterations: Number(draft.maxIterations) }),
      ...(draft.turnTimeoutMinutes !== '' && {
        turn_timeout_ms: Math.round(Number(draft.turnTimeoutMinutes) * MS_PER_MINUTE),
      }),
      ...(draft.maxTurnCostUsd !== '' && { max_turn_cost_usd: Number(draft.maxTurnCostUsd) }),
      ...(draft.maxTurnTokens !== '' && { max_turn_tokens: Number(draft.maxTurnTokens) }),
    },
    capabilities: draft.capabilities.map(({ ref, config }) =>
      Object.keys(config).length === 0 ? ref : { ref, config },
    ),
    ...(Object.keys(draft.toolSettings).length > 0 && { tool_settings: draft.toolSettings }),
    ...(Object.keys(draft.toolsPolicy).length > 0 && { tools_policy: draft.toolsPolicy }),
    ...omitUndefined({ controls: toControls(draft.controls) }),
  };
}

function splitTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
