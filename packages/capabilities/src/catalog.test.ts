import { Capability, ToolDefinition } from '@everruns/schemas';
import { toToolParameters } from '@everruns/core/catalog';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { CAPABILITY_CATALOG } from './catalog.ts';
import { createCapabilityTools, createToolRegistry } from './registry.ts';

describe('the capability catalog', () => {
  const definitions = [...CAPABILITY_CATALOG.values()];
  const implementations = createCapabilityTools();

  it('is implemented in full, and nothing more is implemented', () => {
    const defined = definitions.map(({ id, tools }) => [id, tools.map((tool) => tool.name)]);
    const implemented = [...implementations].map(([id, tools]) => [id, tools.map((tool) => tool.name)]);
    expect(implemented).toEqual(defined);
  });

  it('describes to the model the very arguments that the implementation accepts', () => {
    const registry = createToolRegistry();
    for (const definition of definitions.flatMap(({ tools }) => tools)) {
      const parameters = registry.find(definition)?.parameters;
      expect(parameters).toBeInstanceOf(z.ZodObject);
      if (parameters instanceof z.ZodObject) expect(definition.parameters).toEqual(toToolParameters(parameters));
    }
  });

  it('holds valid tool definitions that name their capability', () => {
    for (const { id, tools } of definitions) {
      for (const tool of tools) {
        expect(ToolDefinition.parse(tool)).toEqual(tool);
        expect(tool.capability_id).toBe(id);
      }
    }
  });

  it('can be shown as the API shows it', () => {
    for (const { id, name, description, status, tools } of definitions) {
      expect(Capability.safeParse({ id, name, description, status, tool_definitions: tools }).success).toBe(true);
    }
  });
});
