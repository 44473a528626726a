import { createToolRegistry, defineTool, type Tool, type ToolRegistry } from '@everruns/core';
import { defineCapability, toToolParameters, type CapabilityDefinition } from '@everruns/core/catalog';
import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createCapabilityFamilies, createCapabilityTools } from '@everruns/capabilities/registry';
import type { ToolDefinition, ToolEffect } from '@everruns/schemas';
import { z } from 'zod';

/** `label` names the side effect in the ledger; `hold_ms` keeps the tool busy after it, so that a fault can strike. */
const parameters = z.strictObject({ label: z.string(), hold_ms: z.int().min(0).max(60_000).default(0) });

const EFFECTS: Record<string, ToolEffect> = { peek: 'read', save: 'idempotent', charge: 'once' };

/** An immediate tool: it is recorded with the generation that calls it and has no side effect in the ledger. */
const TALLY = 'tally';

/**
 * Tools whose side effects are recorded in the simulator's ledger: `peek` (read), `save` (idempotent), `charge` (once);
 * and `tally`.
 */
export const TEST_CATALOG: ReadonlyMap<string, CapabilityDefinition> = new Map([
  ...CAPABILITY_CATALOG,
  [
    'test_effects',
    defineCapability({
      id: 'test_effects',
      name: 'Side effects',
      description: 'Deeds that a test can count.',
      status: 'available',
      tools: [
        ...Object.entries(EFFECTS).map(([name, effect]) => describe(name, effect)),
        { ...describe(TALLY, 'read'), hints: { immediate: true } },
      ],
    }),
  ],
]);

function describe(name: string, effect: ToolEffect): ToolDefinition {
  return {
    name,
    description: `Has the effect ${effect}.`,
    parameters: toToolParameters(parameters),
    effect,
    policy: 'auto',
    timeout_ms: 60_000,
    capability_id: 'test_effects',
  };
}

/** Returns the product's tools and those of `TEST_CATALOG`, whose side effects go to the simulator at `simulatorUrl`. */
export function createTestTools(simulatorUrl: string): ToolRegistry {
  const deeds = Object.keys(EFFECTS).map((name) => createDeed(name, simulatorUrl));
  const tally = defineTool({ name: TALLY, parameters, run: ({ label }) => ({ tallied: label }) }) as Tool;
  return createToolRegistry([...createCapabilityTools().values(), deeds, tally].flat(), createCapabilityFamilies());
}

function createDeed(name: string, simulatorUrl: string): Tool {
  return defineTool({
    name,
    parameters,
    async run({ label, hold_ms }, context) {
      const response = await fetch(`${simulatorUrl}/_sim/effects/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': context.idempotencyKey,
          'x-call-id': context.toolCallId,
        },
        body: JSON.stringify({ label, attempt: context.attempt }),
        signal: context.signal,
      });
      if (!response.ok) throw new Error(`the ledger answered ${response.status}`);
      if (hold_ms > 0) await context.clock.sleep(hold_ms, context.signal);
      return { done: name, label };
    },
  }) as Tool;
}
