import { createToolRegistry, defineTool, type Tool } from '@everruns/core';
import { defineCapability, toToolParameters, type CapabilityDefinition } from '@everruns/core/catalog';
import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createCapabilityTools } from '@everruns/capabilities/registry';
import { z } from 'zod';

const parameters = z.strictObject({ ms: z.int().min(0).max(60_000) });

/** The product's catalog and `bench_wait`, whose one tool takes as long as its input says. */
export const BENCH_CATALOG: ReadonlyMap<string, CapabilityDefinition> = new Map([
  ...CAPABILITY_CATALOG,
  [
    'bench_wait',
    defineCapability({
      id: 'bench_wait',
      name: 'Wait',
      description: 'Takes time.',
      status: 'available',
      tools: [
        {
          name: 'wait',
          description: 'Takes `ms` milliseconds.',
          parameters: toToolParameters(parameters),
          effect: 'read',
          policy: 'auto',
          timeout_ms: 60_000,
          capability_id: 'bench_wait',
        },
      ],
    }),
  ],
]);

export function createBenchTools() {
  const wait = defineTool({
    name: 'wait',
    parameters,
    async run({ ms }, context) {
      if (ms > 0) await context.clock.sleep(ms, context.signal);
      return { waited: ms };
    },
  }) as Tool;
  return createToolRegistry([...createCapabilityTools().values(), [wait]].flat());
}
