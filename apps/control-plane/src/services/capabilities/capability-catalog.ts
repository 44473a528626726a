import type { CapabilityDefinition, RunJob } from '@everruns/core/catalog';
import {
  isEverrunsError,
  type CapabilityRef,
  type FieldError,
  type JsonObject,
  type ProviderSearch,
  type ToolDefinition,
} from '@everruns/schemas';
import type { z } from 'zod';

export type CapabilityCatalog = ReadonlyMap<string, CapabilityDefinition>;

/** Names that the original Everruns used. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['test_math', 'math'],
  ['test_weather', 'weather'],
]);

/** A capability that an agent enables, with settings that its schema accepts. */
export interface EnabledCapability {
  definition: CapabilityDefinition;
  /** What its implementations get. */
  config: JsonObject;
  prompt: string | null;
  tools: readonly ToolDefinition[];
  /** How the model may search the web at its provider. Null: it may not. */
  providerSearch: ProviderSearch | null;
}

/** The capabilities of an agent, and what is wrong with those that are not enabled. */
export interface ResolvedCapabilities {
  enabled: readonly EnabledCapability[];
  errors: readonly FieldError[];
}

export function findCapability(catalog: CapabilityCatalog, ref: string): CapabilityDefinition | null {
  return catalog.get(ALIASES.get(ref) ?? ref) ?? null;
}

/** Enables the capabilities of the references, in order. An unknown reference enables nothing; bad settings are reported. */
export async function enableCapabilities(
  catalog: CapabilityCatalog,
  refs: readonly CapabilityRef[],
  runJob: RunJob,
): Promise<ResolvedCapabilities> {
  const enabled: EnabledCapability[] = [];
  const errors: FieldError[] = [];
  for (const [index, ref] of refs.entries()) {
    const { id, config } =
      typeof ref === 'string' ? { id: ref, config: undefined } : { id: ref.ref, config: ref.config };
    const definition = findCapability(catalog, id);
    if (definition === null || definition.status !== 'available') continue;
    const path = `capabilities[${index}]`;
    if (enabled.some((other) => other.definition.id === definition.id)) {
      errors.push({ path, code: 'duplicate', message: `switches on ${definition.id} a second time` });
      continue;
    }
    const result = await enable(definition, { config: config ?? {}, path: `${path}.config`, runJob });
    if ('errors' in result) errors.push(...result.errors);
    else enabled.push(result);
  }
  return { enabled, errors };
}

interface Settings {
  config: JsonObject;
  path: string;
  runJob: RunJob;
}

async function enable(
  definition: CapabilityDefinition,
  { config, path, runJob }: Settings,
): Promise<EnabledCapability | { errors: FieldError[] }> {
  const { configSchema } = definition;
  if (configSchema === undefined && Object.keys(config).length > 0) {
    return { errors: [{ path, code: 'unknown_field', message: `${definition.id} takes no settings` }] };
  }
  const parsed = configSchema === undefined ? { success: true as const, data: config } : configSchema.safeParse(config);
  if (!parsed.success) return { errors: parsed.error.issues.map((issue) => toSettingError(issue, path)) };
  const prompt = definition.prompt?.(parsed.data) ?? null;
  const providerSearch = definition.providerSearch?.(parsed.data) ?? null;
  if (definition.toolsFor === undefined)
    return { definition, config, prompt, providerSearch, tools: toolsOf(definition, definition.tools) };
  try {
    const offered = await definition.toolsFor(parsed.data, runJob);
    const tools = toolsOf(definition, offered.tools);
    return { definition, prompt, providerSearch, config: offered.config ?? config, tools };
  } catch (error) {
    if (!isEverrunsError(error) || !REFUSALS.has(error.code)) throw error;
    const { code, message, errors } = error;
    const fields = errors.map((field) => ({ ...field, path: `${path}.${field.path}` }));
    return { errors: fields.length > 0 ? fields : [{ path, code, message }] };
  }
}

/** Codes with which settings are refused. Every other error is not about them. */
const REFUSALS: ReadonlySet<string> = new Set(['invalid_request', 'payload_too_large', 'request_timeout']);

function toolsOf({ id }: CapabilityDefinition, tools: readonly ToolDefinition[]): ToolDefinition[] {
  return tools.map((tool) => ({ ...tool, capability_id: id }));
}

function toSettingError(issue: z.core.$ZodIssue, path: string): FieldError {
  return { path: [path, ...issue.path.map(String)].join('.'), code: issue.code, message: issue.message };
}
