import type { CapabilityDefinition } from '@everruns/core/catalog';
import type { CapabilityRef, FieldError, JsonObject } from '@everruns/schemas';
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
  config: JsonObject;
  prompt: string | null;
}

export function findCapability(catalog: CapabilityCatalog, ref: string): CapabilityDefinition | null {
  return catalog.get(ALIASES.get(ref) ?? ref) ?? null;
}

/** Enables the capabilities of the references, in order. An unknown reference enables nothing; bad settings are reported. */
export function enableCapabilities(
  catalog: CapabilityCatalog,
  refs: readonly CapabilityRef[],
): { enabled: EnabledCapability[]; errors: FieldError[] } {
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
    const parsed = parseSettings(definition, config ?? {}, `${path}.config`);
    if ('errors' in parsed) errors.push(...parsed.errors);
    else enabled.push({ definition, ...parsed });
  }
  return { enabled, errors };
}

function parseSettings(
  definition: CapabilityDefinition,
  config: JsonObject,
  path: string,
): Omit<EnabledCapability, 'definition'> | { errors: FieldError[] } {
  if (definition.configSchema === undefined) {
    if (Object.keys(config).length === 0) return { config, prompt: definition.prompt?.(config) ?? null };
    return { errors: [{ path, code: 'unknown_field', message: `${definition.id} takes no settings` }] };
  }
  const result = definition.configSchema.safeParse(config);
  if (result.success) return { config, prompt: definition.prompt?.(result.data) ?? null };
  return { errors: result.error.issues.map((issue) => toSettingError(issue, path)) };
}

function toSettingError(issue: z.core.$ZodIssue, path: string): FieldError {
  return { path: [path, ...issue.path.map(String)].join('.'), code: issue.code, message: issue.message };
}
