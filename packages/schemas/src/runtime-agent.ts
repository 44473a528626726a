import { z } from 'zod';
import { LlmModelId, LlmProviderId, OrganizationId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LlmProviderType } from './providers/providers.ts';
import { ReasoningEffort } from './message.ts';
import { ModelCompat } from './model-compat.ts';
import { ModelControls } from './model-controls.ts';
import { ToolDefinition } from './tool.ts';
import { ProviderSearch } from './web-search.ts';

/** The model of a turn, with everything that a call needs. `api_key` is present only inside a turn context. */
export const ResolvedModel = z.object({
  id: LlmModelId,
  provider_id: LlmProviderId,
  provider_name: z.string(),
  provider_type: LlmProviderType,
  model: z.string(),
  base_url: z.string().optional(),
  api_key: z.string().optional(),
  /** Whether the base URL may be a loopback or listed private address. */
  allow_private_address: z.boolean(),
  context_window_tokens: z.int().positive().optional(),
  max_output_tokens: z.int().positive().optional(),
  reasoning_effort: ReasoningEffort.optional(),
  /** Configured by hand or learned. Absent switches are detected. */
  compat: ModelCompat.optional(),
});
export type ResolvedModel = z.infer<typeof ResolvedModel>;

/** An agent with its capabilities resolved: everything that the loop needs to know about it. */
export const RuntimeAgent = z.object({
  /** The organization of the agent. Absent if an older control plane does not send it. */
  organization_id: OrganizationId.optional(),
  system_prompt: z.string(),
  model: ResolvedModel,
  /** Whether the agent has a fallback for a model that stays unreachable. */
  can_fall_back: z.boolean().default(false),
  tools: z.array(ToolDefinition),
  /** The settings of each capability that provides tools, by capability id. */
  capability_configs: z.record(z.string(), JsonObject),
  limits: z.object({ max_iterations: z.int().positive(), max_tokens: z.int().positive().optional() }),
  /** Present if the model may search the web at its provider. */
  web_search: ProviderSearch.optional(),
  /** What the message of the turn asks of the model's answers. */
  controls: ModelControls.optional(),
});
export type RuntimeAgent = z.infer<typeof RuntimeAgent>;
