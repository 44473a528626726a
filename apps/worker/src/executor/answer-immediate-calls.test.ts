import { setImmediate as nextRound } from 'node:timers/promises';
import { defineTool, type Tool } from '@everruns/core';
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
const immediate = (tool: Tool) => makeToolDefinition({ name: tool.name, hints: { immediate: true } });

async function play(tools: Tool[], calls: { name: string; arguments: object }[]) {
  const world = makeExecutorWorld({
    tools,
    definitions: tools.map(immediate),
    answers: [{ calls: calls as never }, { text: ['Done.'] }],
  });
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
  });
});
