import { createToolRegistry, defineTool, type Tool, type ToolRegistry } from '@everruns/core';
import { defineCapability, toToolParameters, type CapabilityDefinition } from '@everruns/core/catalog';
import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createCapabilityFamilies, createCapabilityTools } from '@everruns/capabilities/registry';
import type { ToolDefinition, ToolEffect } from '@everruns/schemas';
import { z } from 'zod';

/** `label` names the side effect in the ledger; `hold_ms` keeps the tool busy after it, so that a fault can strike. */
const parameters = z.strictObject({ label: z.string(), hold_ms: z.int().min(0).max(60_000).default(0) });

/** `buy` is for agents whose policy asks a person before it runs. */
const EFFECTS: Record<string, ToolEffect> = { peek: 'read', save: 'idempotent', charge: 'once', buy: 'once' };

/** An immediate tool: it is recorded with the generation that calls it and has no side effect in the ledger. */
const TALLY = 'tally';

/** A tool with two recorded steps, of which the second happens at most once, and a file. */
const SHIP = 'ship';

/**
 * Tools whose side effects are recorded in the simulator's ledger: `peek` (read), `save` (idempotent), `charge` and `buy` (once);
 * `tally`, and `ship`.
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
        { ...describe(SHIP, 'once'), hints: { resumable: true } },
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
  const ship = createShip(simulatorUrl);
  return createToolRegistry(
    [...createCapabilityTools().values(), deeds, tally, ship].flat(),
    createCapabilityFamilies(),
  );
}

/** Reserves, holds, pays (asking the ledger whether it did, if that is not known) and writes a receipt. */
function createShip(simulatorUrl: string): Tool {
  return defineTool({
    name: SHIP,
    parameters,
    async run({ label, hold_ms }, context) {
      const act = async (name: string, key: string): Promise<string> => {
        await post(`${simulatorUrl}/_sim/effects/${name}`, { key, callId: context.toolCallId, label }, context.signal);
        return key;
      };
      const reserved = await context.step('reserve', ({ idempotencyKey }) => act('reserve', idempotencyKey));
      if (hold_ms > 0) await context.clock.sleep(hold_ms, context.signal);
      const verify = async ({ idempotencyKey }: { idempotencyKey: string }) => {
        const text = await (await fetch(`${simulatorUrl}/_sim/effects/pay`, { signal: context.signal })).text();
        return text.includes(JSON.stringify(idempotencyKey))
          ? { happened: true as const, result: idempotencyKey }
          : { happened: false as const };
      };
      const paid = await context.step('pay', { effect: 'once', verify }, ({ idempotencyKey }) =>
        act('pay', idempotencyKey),
      );
      await context.files.write({
        path: `/receipts/${label}.txt`,
        content: `${reserved}\n${paid}\n`,
        encoding: 'text',
      });
      return { reserved, paid };
    },
  }) as Tool;
}

async function post(
  url: string,
  { key, callId, label }: { key: string; callId: string; label: string },
  signal: AbortSignal,
): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, 'x-call-id': callId };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ label }), signal });
  if (!response.ok) throw new Error(`the ledger answered ${response.status}`);
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
