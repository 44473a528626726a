import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createToolRegistry } from '@everruns/capabilities/registry';
import { createToolExecutor } from '@everruns/core';
import {
  createRecordingEventEmitter,
  createRefusingEgress,
  createNoSandbox,
  createScriptedToolModel,
  NO_MCP,
  createSequentialIds,
  InMemorySessionFileStore,
  makeAtomContext,
  makeTestUuid,
  InMemorySources,
  InMemorySteps,
  NO_SECRETS,
  TEST_IDS,
} from '@everruns/core/testing';
import { systemClock } from '@everruns/control-plane/testing/bench';
import { createOffload } from '@everruns/offload';
import { LIMITS, ToolCallId, type JsonObject, type JsonValue, type ToolDefinition } from '@everruns/schemas';
import { afterAll, expect, it } from 'vitest';

import { leastValue } from '../e2e/schema-values.ts';
import { HOSTILE_EXPRESSIONS, HOSTILE_PATTERNS } from './hostile-texts.ts';
import { chooseRule, judgeHolds, measureHold, type Hold } from './holds.ts';
import { watchLoop } from './watch-loop.ts';

const rule = chooseRule();
const offload = createOffload({ clock: systemClock, log: { warn: () => undefined } });
const files = new InMemorySessionFileStore({
  session_id: TEST_IDS.session,
  clock: systemClock,
  ids: createSequentialIds(),
});
const executor = createToolExecutor(createToolRegistry(), systemClock);
const definitions = [...CAPABILITY_CATALOG.values()].flatMap(({ tools }) => tools);
const readLoop = watchLoop();

afterAll(() => offload.close());

/** Arguments of a field that are most expensive for a tool. The other fields have the smallest valid value. */
const SPECIAL: Readonly<Record<string, readonly JsonValue[]>> = {
  pattern: HOSTILE_PATTERNS,
  expression: HOSTILE_EXPRESSIONS,
  glob: ['{a,b}*'.repeat(40), '**/'.repeat(85), '?'.repeat(256)],
  content: ['a\n'.repeat(LIMITS.fileBytes / 2), '\u0007'.repeat(LIMITS.fileBytes / 4)],
  old_text: [`${'a\n'.repeat(1_000_000)}b`],
  new_text: ['x'.repeat(LIMITS.fileBytes)],
  todos: [Array.from({ length: 200 }, () => ({ content: 'x'.repeat(1_000), status: 'pending' }))],
};

const BIG = `${'a'.repeat(100_000)}\n`.repeat(3) + 'a\n'.repeat(3_000_000);

/** Arguments that belong to no tool, which a model may send nevertheless. */
const ODD: readonly JsonObject[] = [
  { nested: nest(60) },
  Object.fromEntries(Array.from({ length: 19_000 }, (_, index) => [`key-${index}`, index])),
  { todos: Array.from({ length: 19_000 }, () => ({})) },
];

function nest(depth: number): JsonValue {
  return depth === 0 ? [] : [nest(depth - 1)];
}

function hostileArguments({ parameters }: ToolDefinition): JsonObject[] {
  const least = {
    ...(leastValue(parameters, {}) as JsonObject),
    ...('path' in fieldsOf(parameters) ? { path: '/big' } : {}),
  };
  const chosen = Object.keys(fieldsOf(parameters)).flatMap((name) =>
    (SPECIAL[name] ?? []).map((value) => ({ ...least, ...(name === 'glob' ? { path: '/' } : {}), [name]: value })),
  );
  return [least, ...chosen, ...ODD];
}

function fieldsOf({ properties }: JsonObject): JsonObject {
  return (properties ?? {}) as JsonObject;
}

async function run(definition: ToolDefinition, args: JsonObject): Promise<number> {
  await files.write({ path: '/big', content: BIG, encoding: 'text' });
  const id = ToolCallId.parse(makeTestUuid(1));
  readLoop();
  const executed = executor.execute({
    context: makeAtomContext(),
    call: { id, ordinal: 0, name: definition.name, arguments: args },
    definition,
    config: {},
    tenant: 'org-1',
    idempotency_key: 'key',
    attempt: 1,
    files,
    offload,
    egress: createRefusingEgress(),
    secrets: NO_SECRETS,
    steps: new InMemorySteps(),
    sources: new InMemorySources(),
    sandbox: createNoSandbox(),
    model: createScriptedToolModel(),
    mcp: NO_MCP,
    events: createRecordingEventEmitter(),
    signal: new AbortController().signal,
  });
  // A call that asks a person has done its work when it is suspended.
  await executed.catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'CallSuspended')) throw error;
  });
  return readLoop().cpuMs;
}

it('no tool of the registry holds the event loop, whatever its arguments', { timeout: rule.timeoutMs }, async () => {
  const holds: Hold[] = [];
  for (const definition of definitions) {
    for (const args of hostileArguments(definition)) {
      const title = `${definition.name} ${JSON.stringify(args).slice(0, 60)}`;
      holds.push(await measureHold(rule, title, () => run(definition, args)));
    }
  }
  expect(holds.length).toBeGreaterThan(50);
  judgeHolds(holds);
});
