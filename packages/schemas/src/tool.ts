import { z } from 'zod';
import { ToolCallId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

/** `read` and `idempotent` tools may run again after a lost outcome. A `once` tool never does. */
export const ToolEffect = z.enum(['read', 'idempotent', 'once']);
export type ToolEffect = z.infer<typeof ToolEffect>;

export const ToolPolicy = z.enum(['auto', 'requires_approval', 'client_side']);
export type ToolPolicy = z.infer<typeof ToolPolicy>;

export const ToolHints = z.object({
  destructive: z.boolean().optional(),
  /** The tool reaches the network. Without it there is none. */
  open_world: z.boolean().optional(),
  /** The model chooses the host that its argument `url` names, and no settings limit it. */
  any_host: z.boolean().optional(),
  long_running: z.boolean().optional(),
  /** The tool asks the model of the turn. The attempts of the others get no key of its provider. */
  asks_model: z.boolean().optional(),
  /**
   * Whether a `read` tool computes only from its arguments and the clock, without waiting. It is answered with the generation
   * that called it.
   */
  immediate: z.boolean().optional(),
  /** Whether a `once` tool records what it does in steps, so that a call whose worker was lost may go on from there. */
  resumable: z.boolean().optional(),
});
export type ToolHints = z.infer<typeof ToolHints>;

export const ToolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);

/** A tool as an agent offers it to a model. `parameters` is JSON Schema 2020-12 for an object. */
export const ToolDefinition = z.object({
  name: ToolName,
  description: z.string(),
  parameters: JsonObject,
  effect: ToolEffect,
  policy: ToolPolicy,
  timeout_ms: z.int().positive().max(600_000),
  hints: ToolHints.optional(),
  /** Results hold content that no member of the organization wrote. They taint the session. */
  foreign: z.literal(true).optional(),
  /** Calls wait for a sub-agent that the control plane starts. No worker runs them. */
  opens: z.literal('subagent').optional(),
  /** The capability that provides the tool. Absent for a tool of the agent itself. */
  capability_id: z.string().optional(),
});
export type ToolDefinition = z.infer<typeof ToolDefinition>;

/** Whether a call may be answered in the commit of the generation that called it, without an attempt of its own (ADR 0010). */
export function isImmediate({ effect, policy, hints }: ToolDefinition): boolean {
  return hints?.immediate === true && effect === 'read' && policy === 'auto';
}

/** The name of a tool, in which an asterisk stands for any characters. */
const ToolPattern = z.string().regex(/^[a-zA-Z0-9_*-]{1,64}$/);
const LoosePolicy = z.enum(['auto', 'requires_approval']);
const isWithinLimit = (entries: object): boolean => Object.keys(entries).length <= LIMITS.toolPatterns;
const TOO_MANY = `must have at most ${LIMITS.toolPatterns} entries`;

/**
 * Which calls of an agent ask a person, by name of the tool. The most specific pattern wins; a tool that none names keeps its own policy.
 * Tools that the client executes are not affected.
 */
export const ToolsPolicy = z.record(ToolPattern, LoosePolicy).refine(isWithinLimit, TOO_MANY);
export type ToolsPolicy = z.infer<typeof ToolsPolicy>;

/** A merge patch: `null` removes an entry. */
export const ToolsPolicyPatch = z.record(ToolPattern, LoosePolicy.nullable()).refine(isWithinLimit, TOO_MANY);
export type ToolsPolicyPatch = z.infer<typeof ToolsPolicyPatch>;

const ToolTimeout = z.int().min(1_000).max(600_000);

/** What an agent changes of a tool. An absent field leaves the tool as it is. */
export const ToolSetting = z.strictObject({
  /** `false`: the model does not get the tool. */
  enabled: z.boolean().optional(),
  /** How long a call may take. */
  timeout_ms: ToolTimeout.optional(),
});
export type ToolSetting = z.infer<typeof ToolSetting>;

/**
 * What an agent changes of its tools, by name. Each field is that of the most specific pattern that has it; of two patterns that are equally
 * specific, `enabled: false` and the shorter time win.
 */
export const ToolSettings = z.record(ToolPattern, ToolSetting).refine(isWithinLimit, TOO_MANY);
export type ToolSettings = z.infer<typeof ToolSettings>;

/** A merge patch: `null` removes an entry. An entry is replaced as a whole. */
export const ToolSettingsPatch = z.record(ToolPattern, ToolSetting.nullable()).refine(isWithinLimit, TOO_MANY);
export type ToolSettingsPatch = z.infer<typeof ToolSettingsPatch>;

/** A tool that an agent declares for its client to execute. */
export const InputToolDefinition = z.strictObject({
  name: ToolName,
  description: boundedText(10_240),
  parameters: JsonObject,
  policy: z.literal('client_side').default('client_side'),
  timeout_ms: ToolTimeout.optional(),
});
export type InputToolDefinition = z.infer<typeof InputToolDefinition>;

/** `id` is the product's own, derived from the atom. `provider_call_id` is the provider's and need not be unique. */
export const ToolCall = z.object({
  id: ToolCallId,
  ordinal: z
    .int()
    .nonnegative()
    .max(LIMITS.toolCallsPerGeneration - 1),
  name: z.string(),
  arguments: JsonObject,
  provider_call_id: z.string().optional(),
  /** Present if the model's arguments were not a JSON object. The call is then answered with this error. */
  arguments_error: z.string().optional(),
});
export type ToolCall = z.infer<typeof ToolCall>;

export const ToolResult = z.object({
  tool_call_id: ToolCallId,
  is_error: z.boolean(),
  /** What the model reads: a string, or JSON. */
  result: JsonValue.optional(),
  error: z.string().optional(),
  canceled: z.boolean().optional(),
  outcome_unknown: z.boolean().optional(),
});
export type ToolResult = z.infer<typeof ToolResult>;
