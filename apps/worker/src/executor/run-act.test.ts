import { defineTool, type Tool } from '@everruns/core';
import { makeToolDefinition } from '@everruns/core/testing';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSegmentExecutor } from './segment-executor.ts';
import { makeExecutorWorld, type ExecutorWorld } from './testing/make-executor-world.ts';

const none = z.object({});
const running = new AbortController().signal;

interface Options {
  effect?: 'idempotent' | 'once';
  resumable?: boolean;
}

/** One call of one tool, then an answer. */
function makeWorld(run: Tool['run'], { effect = 'idempotent', resumable = false }: Options = {}): ExecutorWorld {
  const tool = defineTool({ name: 'work', parameters: none, run });
  const definition = makeToolDefinition({ name: 'work', effect, ...(resumable ? { hints: { resumable } } : {}) });
  const answers = [{ calls: [{ name: 'work', arguments: {} }] }, { text: ['Done.'] }];
  return makeExecutorWorld({ tools: [tool], definitions: [definition], answers });
}

async function runFor(world: ExecutorWorld, ms = 0): Promise<void> {
  const done = createSegmentExecutor(world.deps).run(world.job, running);
  await world.clock.advance(ms);
  await done;
}

const resultOf = ({ service }: ExecutorWorld) =>
  service.events.flatMap((event) => (event.type === 'tool.completed' ? [event.data] : []));
const write = (path: string, content: string) => ({ path, content, encoding: 'text' as const });

describe('files of a call', () => {
  it('are written with its result, and not at all if it fails', async () => {
    const world = makeWorld(async (_args, { files }) => {
      await files.write(write('/half.txt', 'x'));
      throw new Error('it broke');
    });
    await runFor(world);
    expect(world.service.files.paths).toEqual([]);
    expect(resultOf(world)).toMatchObject([{ success: false }]);
  });

  it('make the call run again if somebody else has changed what it read', async () => {
    const world = makeWorld(async (_args, { files }) => {
      const { content } = await files.read('/list.txt');
      if (content === 'a') world.service.files.save('/list.txt', 'a, from a person');
      await files.write(write('/list.txt', `${content}, from the call`));
      return 'ok';
    });
    world.service.files.save('/list.txt', 'a');
    await runFor(world);
    expect(world.service.files.text('/list.txt')).toBe('a, from a person, from the call');
    expect(resultOf(world)).toMatchObject([{ success: true }]);
  });

  it('are given up after two more runs, and the model is asked to read again', async () => {
    let runs = 0;
    const world = makeWorld(async (_args, { files }) => {
      await files.list('/');
      world.service.files.save('/a.txt', String((runs += 1)));
      await files.write(write('/a.txt', 'mine'));
      return 'ok';
    });
    await runFor(world);
    expect(runs).toBe(3);
    expect(world.service.files.text('/a.txt')).toBe('3');
    expect(resultOf(world)[0]?.result.error).toMatch(/\/a\.txt.*Read it again/);
  });

  it('are not overwritten by a call that never looked at them', async () => {
    let runs = 0;
    const world = makeWorld(async (_args, { files }) => {
      runs += 1;
      await files.write(write('/a.txt', 'mine'));
      world.service.files.save('/a.txt', 'a person’s');
      return 'ok';
    });
    await runFor(world);
    expect([runs, world.service.files.text('/a.txt')]).toEqual([1, 'a person’s']);
    expect(resultOf(world)[0]?.success).toBe(false);
  });

  it('of a call that happens at most once are lost with a note, and the call is not repeated', async () => {
    let payments = 0;
    const world = makeWorld(
      async (_args, { files }) => {
        await files.list('/');
        payments += 1;
        await files.write(write('/receipt.txt', 'paid'));
        world.service.files.save('/receipt.txt', 'another');
        return { receipt: 42 };
      },
      { effect: 'once' },
    );
    await runFor(world);
    expect(payments).toBe(1);
    expect(resultOf(world)[0]?.result.error).toMatch(/do not repeat them. It answered: \{"receipt":42\}/);
  });

  it('are uploaded before the commit if they are large', async () => {
    const content = 'x'.repeat(LIMITS.inlineFileBytes + 1);
    const world = makeWorld(async (_args, { files }) => {
      await files.write(write('/large.txt', content));
      await files.write(write('/small.txt', 'y'));
      return 'ok';
    });
    world.service.outages.push({ name: 'upload', when: 'after', left: 1 });
    await runFor(world, 1_000);
    expect(world.service.calls.filter((call) => call === 'upload')).toHaveLength(2);
    expect(world.service.files.text('/large.txt')).toBe(content);
    expect(world.service.files.text('/small.txt')).toBe('y');
  });
});

describe('steps of a call', () => {
  it('are not run again by another attempt, and end with the call', async () => {
    let [effects, attempts] = [0, 0];
    const world = makeWorld(async (_args, { step }) => {
      const id = await step('create', () => (effects += 1));
      attempts += 1;
      if (attempts === 1) throw new EverrunsError('unavailable', 'lost');
      return { id };
    });
    await runFor(world, 5_000);
    expect([effects, attempts]).toEqual([1, 2]);
    expect(resultOf(world)[0]?.result.result).toEqual({ id: 1 });
    expect(world.service.steps.size).toBe(0);
  });

  it('let a resumable call go on that otherwise would not be entered again', async () => {
    let attempts = 0;
    const world = makeWorld(
      async (_args, { step }) => {
        await step('pay', { effect: 'once' }, () => 'paid');
        attempts += 1;
        if (attempts === 1) throw new EverrunsError('unavailable', 'lost');
        return 'done';
      },
      { effect: 'once', resumable: true },
    );
    await runFor(world, 5_000);
    expect(resultOf(world)).toMatchObject([{ success: true }]);
  });

  it('say that the outcome is unknown when one was begun and cannot be verified', async () => {
    let attempts = 0;
    const world = makeWorld(
      async (_args, { step }) => {
        attempts += 1;
        return step('pay', { effect: 'once' }, () => Promise.reject(new EverrunsError('unavailable', 'lost')));
      },
      { effect: 'once', resumable: true },
    );
    await runFor(world, 5_000);
    expect(attempts).toBe(2);
    expect(resultOf(world)).toMatchObject([{ success: false, outcome_unknown: true }]);
  });

  it('give the tool its time anew', async () => {
    const world = makeWorld(async (_args, { step, clock }) => {
      for (const name of ['one', 'two', 'three']) {
        await clock.sleep(8_000);
        await step(name, () => name);
      }
      return 'done';
    });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    for (let second = 0; second < 30; second += 1) await world.clock.advance(1_000);
    await done;
    expect(resultOf(world)).toMatchObject([{ success: true }]);
  });
});
