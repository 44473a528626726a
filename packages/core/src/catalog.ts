/** What the control plane may import: definitions of capabilities, and how a log is told to models, but no implementations and no loop. */
import type { Capability, JsonObject, ProviderSearch, ToolDefinition } from '@everruns/schemas';
import { z } from 'zod';
import type { RunJob } from './ports/offload.ts';

export { countMessage, countText } from './compaction/count-tokens.ts';
export { toContextMessages } from './compaction/to-context-messages.ts';
export { END_MESSAGE } from './llm/failure-texts.ts';
export { attemptBudget } from './llm/retry-class.ts';
export { assertOutputSchema, checkOutput } from './output/check-output.ts';
export type { Clock } from './ports/clock.ts';
export type { Ids } from './ports/ids.ts';
export { repairMessages } from './repair/repair-messages.ts';
export {
  defineJob,
  type Offload,
  type OffloadFor,
  type OffloadFunction,
  type OffloadJob,
  type RunJob,
} from './ports/offload.ts';

/** What a capability offers to one agent, where that depends on the agent's settings. */
export interface ToolsOfSettings {
  tools: ToolDefinition[];
  /** What the implementations get as `ToolContext.config` in place of the settings, for example a compiled form of them. */
  config?: JsonObject;
}

/** A capability as people and the control plane see it. */
export interface CapabilityDefinition<Config extends z.ZodType = z.ZodType> {
  id: string;
  name: string;
  description: string;
  status: Capability['status'];
  /** The schema of the settings that an agent may give. Absent if the capability has no settings. */
  configSchema?: Config;
  /** Text added to the system prompt. `config` has passed `configSchema`. */
  prompt?(config: z.output<Config>): string;
  /** The tools that every agent gets, or examples of them where `toolsFor` decides. */
  tools: ToolDefinition[];
  /**
   * Returns the tools of an agent with these settings. Work whose cost the settings choose is a job. The same settings always give the
   * same tools. Throws `invalid_request` for settings that cannot be used.
   */
  toolsFor?(config: z.output<Config>, runJob: RunJob): Promise<ToolsOfSettings> | ToolsOfSettings;
  /** Returns how the model may search the web at its provider, or null if it may not. Its tool is named `web_search`. */
  providerSearch?(config: z.output<Config>): ProviderSearch | null;
}

/** Infers the type of `config` from `configSchema`. */
export function defineCapability<Config extends z.ZodType>(
  definition: CapabilityDefinition<Config>,
): CapabilityDefinition<Config> {
  return definition;
}

/** The JSON Schema 2020-12 of a tool's arguments, as the model writes them (before defaults apply). */
export function toToolParameters(schema: z.ZodObject): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return z.json().pipe(z.record(z.string(), z.json())).parse(rest);
}
