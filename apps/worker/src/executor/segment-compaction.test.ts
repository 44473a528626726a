import { defineTool, type ProviderError } from '@everruns/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSegmentExecutor } from './segment-executor.ts';
import { type ExecutorWorld, makeExecutorWorld } from './testing/make-executor-world.ts';

const OVERFLOW: ProviderError = { class: 'context_overflow', message: '400 prompt is too long', status: 400 };
const look = defineTool({ name: 'look', parameters: z.object({ at: z.string() }), run: ({ at }) => at.repeat(2_000) });
const lookAt = (at: string) => ({ calls: [{ name: 'look', arguments: { at } }] });

async function runFor(world: ExecutorWorld, ms: number): Promise<void> {
  const done = createSegmentExecutor(world.deps).run(world.job, new AbortController().signal);
  await world.clock.advance(ms);
  await done;
}

const countOf = (world: ExecutorWorld, type: string) =>
  world.service.events.filter((event) => event.type === type).length;
const contentsOf = (world: ExecutorWorld, request: number) =>
  world.driver.requests[request]?.messages.map((message) => {
    if (message.role === 'user')
      return message.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
    return message.role === 'assistant' ? JSON.stringify(message.tool_calls[0]?.arguments) : message.content;
  });

describe('a segment whose conversation becomes too long', () => {
  it('goes on from the summary in every later step', async () => {
    const answers = [lookAt('a'), { error: OVERFLOW }, { text: ['Saw a.'] }, lookAt('b'), { text: ['Done.'] }];
    const world = makeExecutorWorld({ tools: [look], answers });
    await runFor(world, 0);
    const [input] = contentsOf(world, 0) ?? [];
    const summary = expect.stringMatching(/ Saw a\.$/);
    expect(contentsOf(world, 1)).toEqual([input, '{"at":"a"}', 'a'.repeat(2_000)]);
    expect(contentsOf(world, 3)).toEqual([summary, input]);
    expect(contentsOf(world, 4)).toEqual([summary, input, '{"at":"b"}', 'b'.repeat(2_000)]);
    expect([world.service.status, countOf(world, 'context.compacted')]).toEqual(['completed', 1]);
    world.driver.assertDone();
  });

  it('tries a summary again that the provider was too busy for, and records it once', async () => {
    const busy: ProviderError = { class: 'rate_limited', message: '429', retry_after_ms: 5_000 };
    const failed = [{ error: OVERFLOW }, { error: busy }];
    const answers = [lookAt('a'), ...failed, { error: OVERFLOW }, { text: ['Saw a.'] }, { text: ['Done.'] }];
    const world = makeExecutorWorld({ tools: [look], answers });
    await runFor(world, 5_000);
    expect(world.service.failures).toMatchObject([{ retry_class: 'rate_limited', retry_after_ms: 5_000 }]);
    expect(['context.compacting', 'context.compacted'].map((type) => countOf(world, type))).toEqual([1, 1]);
    expect(world.service.status).toBe('completed');
  });

  it('ends with what to do when even the summary leaves too much', async () => {
    const answers = [lookAt('a'), { error: OVERFLOW }, { text: ['Saw a.'] }, { error: OVERFLOW }];
    const world = makeExecutorWorld({ tools: [look], answers });
    await runFor(world, 0);
    expect(world.service.ends).toMatchObject([
      { kind: 'failed', code: 'context_overflow', message: expect.stringContaining('a model with a larger context') },
    ]);
    expect(countOf(world, 'context.compacted')).toBe(0);
  });
});
