import type { CapabilityDefinition } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import { JsonObject, type Capability, type Page } from '@everruns/schemas';
import { z } from 'zod';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { findCapability } from './capability-catalog.ts';

export function listCapabilities(deps: Pick<Services, 'capabilities'>): Page<Capability> {
  return { data: [...deps.capabilities.values()].map(toCapability), has_more: false };
}

/** Throws `not_found`. */
export function getCapability(
  deps: Pick<Services, 'capabilities'>,
  _ctx: RequestContext,
  { capability_id }: { capability_id: string },
): Capability {
  const definition = findCapability(deps.capabilities, capability_id);
  if (definition === null) throw notFound('capability');
  return toCapability(definition);
}

function toCapability(definition: CapabilityDefinition): Capability {
  const { id, name, description, status, tools, configSchema } = definition;
  const defaults = configSchema?.safeParse({});
  const prompt =
    configSchema === undefined
      ? definition.prompt?.({})
      : defaults?.success
        ? definition.prompt?.(defaults.data)
        : undefined;
  return {
    id,
    name,
    description,
    status,
    tool_definitions: tools,
    ...omitUndefined({ system_prompt: prompt }),
    ...(configSchema === undefined ? {} : { config_schema: toSettingsSchema(configSchema) }),
  };
}

function toSettingsSchema(schema: z.ZodType): JsonObject {
  return JsonObject.parse(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))));
}
