import { toToolParameters } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import type { ToolDefinition, ToolEffect, ToolHints } from '@everruns/schemas';
import type { z } from 'zod';

const DEFAULT_TIMEOUT_MS = 10_000;

/** The hints for tools that only compute. */
export const IMMEDIATE: ToolHints = { immediate: true };

interface ToolDescription {
  name: string;
  description: string;
  /** Shared with the implementation, which receives only arguments that this schema accepts. */
  parameters: z.ZodObject;
  effect: ToolEffect;
  timeoutMs?: number;
  hints?: ToolHints;
  /** See `ToolDefinition.foreign`. */
  foreign?: true;
}

/** Returns the definitions of a capability's tools, as agents offer them to a model. */
export function describeTools(capabilityId: string, tools: readonly ToolDescription[]): ToolDefinition[] {
  return tools.map(({ name, description, parameters, effect, timeoutMs, hints, foreign }) => ({
    name,
    description,
    parameters: toToolParameters(parameters),
    effect,
    policy: 'auto',
    timeout_ms: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    capability_id: capabilityId,
    ...omitUndefined({ hints, foreign }),
  }));
}
