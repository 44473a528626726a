import { z } from 'zod';
import { AgentId, LlmModelId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { BusyPolicy, StandingControls, StandingControlsPatch, Tags } from './message.ts';
import { TaintSwitch } from './taint.ts';
import { boundedText } from './text.ts';
import { InputToolDefinition, ToolSettings, ToolSettingsPatch, ToolsPolicy, ToolsPolicyPatch } from './tool.ts';
import { MAX_REPORTED_TOKENS } from './usage.ts';
import { Warning } from './warning.ts';

/** `"id"` or `{ref, config}`. It is returned in the form in which it was written. */
export const CapabilityRef = z.union([
  boundedText(256, 1),
  z.strictObject({ ref: boundedText(256, 1), config: JsonObject.optional() }),
]);
export type CapabilityRef = z.infer<typeof CapabilityRef>;

export const AgentLimits = z.strictObject({
  max_iterations: z.int().min(1).max(1_000).optional(),
  turn_timeout_ms: z.int().min(1_000).max(86_400_000).optional(),
  /** US dollars that the generations of a turn may cost. Generations of a model whose price is not known count as free. */
  max_turn_cost_usd: z.number().positive().max(1_000_000).optional(),
  /** Tokens, read and written, of all generations of a turn. */
  max_turn_tokens: z.int().positive().max(MAX_REPORTED_TOKENS).optional(),
});
export type AgentLimits = z.infer<typeof AgentLimits>;

export const AgentStatus = z.enum(['active', 'archived']);
export type AgentStatus = z.infer<typeof AgentStatus>;

export const Agent = z.object({
  id: AgentId,
  name: z.string(),
  description: z.string().optional(),
  system_prompt: z.string(),
  default_model_id: LlmModelId.optional(),
  /**
   * The model that continues a turn if the provider of its model stays overloaded, limited or unreachable through all retries.
   */
  fallback_model_id: LlmModelId.optional(),
  tags: z.array(z.string()),
  capabilities: z.array(CapabilityRef),
  tools: z.array(InputToolDefinition),
  tools_policy: ToolsPolicy.optional(),
  tool_settings: ToolSettings.optional(),
  /** `off`: foreign content makes no calls ask. Default: `on`. */
  taint: TaintSwitch.optional(),
  limits: AgentLimits,
  /** What its sessions and messages ask of the model unless they have controls of their own. */
  controls: StandingControls.optional(),
  busy_policy: BusyPolicy,
  /** Which version each label of the agent names now. Absent without a label. */
  labels: z.record(z.string(), z.int().positive()).optional(),
  version: z.int().positive(),
  harness_id: z.literal('default'),
  /** `playground`: it was made for one call of a tool, and goes with its session. */
  kind: z.literal('playground').optional(),
  status: AgentStatus,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Agent = z.infer<typeof Agent>;

/** The agent in the answer to the request that wrote it. */
export const WrittenAgent = Agent.extend({ warnings: z.array(Warning).min(1).optional() });
export type WrittenAgent = z.infer<typeof WrittenAgent>;

export const CreateAgentRequest = z.strictObject({
  name: boundedText(LIMITS.agentNameBytes, 1),
  description: boundedText(LIMITS.agentDescriptionBytes).optional(),
  system_prompt: boundedText(LIMITS.systemPromptBytes),
  default_model_id: LlmModelId.optional(),
  fallback_model_id: LlmModelId.optional(),
  tags: Tags.default([]),
  capabilities: z.array(CapabilityRef).max(LIMITS.capabilitiesPerAgent).default([]),
  tools: z.array(InputToolDefinition).max(LIMITS.toolsPerAgent).default([]),
  tools_policy: ToolsPolicy.optional(),
  tool_settings: ToolSettings.optional(),
  taint: TaintSwitch.optional(),
  limits: AgentLimits.default({}),
  controls: StandingControls.optional(),
  busy_policy: BusyPolicy.default('queue'),
});
export type CreateAgentRequest = z.infer<typeof CreateAgentRequest>;

/** A merge patch (RFC 7396): `null` removes an optional field. */
export const UpdateAgentRequest = z.strictObject({
  name: boundedText(LIMITS.agentNameBytes, 1).optional(),
  description: boundedText(LIMITS.agentDescriptionBytes).nullable().optional(),
  system_prompt: boundedText(LIMITS.systemPromptBytes).optional(),
  default_model_id: LlmModelId.nullable().optional(),
  fallback_model_id: LlmModelId.nullable().optional(),
  tags: Tags.optional(),
  capabilities: z.array(CapabilityRef).max(LIMITS.capabilitiesPerAgent).optional(),
  tools: z.array(InputToolDefinition).max(LIMITS.toolsPerAgent).optional(),
  tools_policy: ToolsPolicyPatch.nullable().optional(),
  tool_settings: ToolSettingsPatch.nullable().optional(),
  taint: TaintSwitch.nullable().optional(),
  limits: z
    .strictObject({
      max_iterations: AgentLimits.shape.max_iterations.nullable(),
      turn_timeout_ms: AgentLimits.shape.turn_timeout_ms.nullable(),
      max_turn_cost_usd: AgentLimits.shape.max_turn_cost_usd.nullable(),
      max_turn_tokens: AgentLimits.shape.max_turn_tokens.nullable(),
    })
    .optional(),
  controls: StandingControlsPatch.nullable().optional(),
  busy_policy: BusyPolicy.optional(),
});
export type UpdateAgentRequest = z.infer<typeof UpdateAgentRequest>;
