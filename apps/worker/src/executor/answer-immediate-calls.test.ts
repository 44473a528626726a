import { setImmediate as nextRound } from 'node:timers/promises';
import { defineJob, defineTool, type Clock, type Tool } from '@everruns/core';
import { makeToolDefinition } from '@everruns/core/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSegmentExecutor } from './segment-executor.ts';
import { makeExecutorWorld } from './testing/make-executor-world.ts';

const numbers = z.object({ a: z.number(), b: z.number() });
const sum = defineTool({
  name: 'sum',
  parameters: numbers,
  run({ a, b }) {
    if (a < 0) throw new Error('No negative numbers.');
    return a + b;
  },
});
const rest = defineTool({
  name: 'rest',
  parameters: z.object({}),
  async run() {
    await nextRound();
    await nextRound();
    return 'rested';
  },
});
const readFile = defineTool({
  name: 'read',
  parameters: z.object({}),
  run: (_, { files }) => files.read('/a').then(() => 'read'),
});
const ECHO = defineJob<(text: string) => string>({
  name: 'echo',
  module: new URL('data:text/javascript,export default (text) => text'),
  timeoutMs: 1_000,
  maxInputBytes: 100,
  sizeOf: (text) => text.length,
  subject: 'The test',
  advice: 'ask for less',
  field: 'text',
});
/** Holds the event loop as long as the call says, by a clock of its own. */
let heldMs = 0;
const hold = defineTool({
  name: 'hold',
  parameters: z.object({ ms: z.number() }),
  run({ ms }) {
    heldMs += ms;
    return 'held';
  },
});
const compute = defineTool({
  name: 'compute',
  parameters: z.object({}),
  run: (_, { runJob }) => runJob(ECHO, 'computed'),
});
const immediate = (tool: Tool) => makeToolDefinition({ name: tool.name, hints: { immediate: true } });

async function play(tools: Tool[], calls: { name: string; arguments: object }[], clock: Partial<Clock> = {}) {
  const world = makeExecutorWorld({
    tools,
    definitions: tools.map(immediate),
    answers: [{ calls: calls as never }, { text: ['Done.'] }],
  });
  Object.assign(world.clock, clock);
  const done = createSegmentExecutor(world.deps).run(world.job, new AbortController().signal);
  await done;
  const results = world.driver.requests[1]?.messages.filter((message) => message.role === 'tool');
  return {
    calls: world.service.calls,
    results: results?.map((message) => message.content),
    status: world.service.status,
  };
}

describe('calls to immediate tools', () => {
  it('are answered with the generation that made them', async () => {
    const calls = [
      { name: 'sum', arguments: { a: 1, b: 2 } },
      { name: 'sum', arguments: { a: 3, b: 4 } },
    ];
    expect(await play([sum], calls)).toEqual({
      calls: ['begin 1:reason', 'commit 1:reason', 'commit 2:reason'],
      results: ['3', '7'],
      status: 'completed',
    });
  });

  it('are answered so when they fail: the model reads why', async () => {
    const { calls, results } = await play([sum], [{ name: 'sum', arguments: { a: -1, b: 2 } }]);
    expect(calls).toEqual(['begin 1:reason', 'commit 1:reason', 'commit 2:reason']);
    expect(results).toEqual([expect.stringContaining('No negative numbers.')]);
  });

  it('become atoms where the tool waits after all, or asks for files', async () => {
    const calls = [
      { name: 'sum', arguments: { a: 1, b: 2 } },
      { name: 'rest', arguments: {} },
    ];
    expect(await play([sum, rest], calls)).toEqual({
      calls: ['begin 1:reason', 'commit 1:reason', 'commit 1:act:1', 'commit 2:reason'],
      results: ['3', 'rested'],
      status: 'completed',
    });
    const { calls: asked } = await play([readFile], [{ name: 'read', arguments: {} }]);
    expect(asked).toContain('commit 1:act:0');
    const { calls: offloaded, results } = await play([compute], [{ name: 'compute', arguments: {} }]);
    expect(offloaded).toContain('commit 1:act:0');
    expect(results).toEqual(['computed']);
  });

  it('become atoms where those before them have used up the time of a generation', async () => {
    const clock = { monotonic: () => heldMs };
    const { calls } = await play(
      [hold],
      [30, 30, 1, 1].map((ms) => ({ name: 'hold', arguments: { ms } })),
      clock,
    );
    expect(calls.filter((call) => call.includes('act'))).toEqual(['commit 1:act:2', 'commit 1:act:3']);
  });

  it('let others of the process go on between them', async () => {
    let rounds = 0;
    const goOn = (): void => {
      rounds += 1;
      next = setImmediate(goOn);
    };
    let next = setImmediate(goOn);
    const before: number[] = [];
    const clock = { monotonic: () => (before.push(rounds), heldMs) };
    const { results } = await play(
      [hold],
      Array.from({ length: 6 }, () => ({ name: 'hold', arguments: { ms: 6 } })),
      clock,
    );
    clearImmediate(next);
    expect(results).toEqual(Array(6).fill('held'));
    expect(new Set(before).size).toBeGreaterThanOrEqual(6);
  });
});
