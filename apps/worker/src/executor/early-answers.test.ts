import { defineTool } from '@everruns/core';
import type { CommitAtomRequest, CommitOptions } from '@everruns/internal-protocol';
import { EverrunsError, ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSegmentExecutor } from './segment-executor.ts';
import { type ExecutorWorld, makeExecutorWorld } from './testing/make-executor-world.ts';

const numbers = z.object({ a: z.number(), b: z.number() });
const add = defineTool({ name: 'add', parameters: numbers, run: ({ a, b }) => a + b });
const CALL = { calls: [{ name: 'add', arguments: { a: 1, b: 1 } }] };
const running = new AbortController().signal;

type Ending = 'as expected' | 'otherwise' | 'fenced';

/** A control plane in this process: it says what the commit of the call will return, and commits when the test lets it. */
function holdCommitOfCall(world: ExecutorWorld) {
  const ending = Promise.withResolvers<Ending>();
  const commit = world.service.commitAtom.bind(world.service);
  world.service.commitAtom = async (request: CommitAtomRequest, options?: CommitOptions) => {
    const response = await commit(request);
    if (request.result.kind !== 'act') return response;
    options?.onExpected?.(response);
    const how = await ending.promise;
    if (how === 'fenced') throw new EverrunsError('fenced', 'a newer segment owns the work');
    return how === 'as expected' ? response : structuredClone(response);
  };
  return ending.resolve;
}

const deltas = ({ service }: ExecutorWorld) =>
  service.frames.flatMap((frame) =>
    frame.kind === 'frame' && frame.draft.type === 'output.message.delta' ? [frame.draft.data.delta] : [],
  );
const typesOf = ({ service }: ExecutorWorld) => service.events.map(({ type }) => type);

/** Plays a turn until the model was asked for its second answer, and ends the commit before that answer. */
async function playTurn(world: ExecutorWorld, how: Ending): Promise<void> {
  const end = holdCommitOfCall(world);
  const done = createSegmentExecutor(world.deps).run(world.job, running);
  await expect.poll(() => world.driver.requests.length).toBe(2);
  await world.clock.advance(0);
  expect(deltas(world)).toEqual([]);
  expect(typesOf(world).filter((type) => type === 'llm.generation')).toHaveLength(1);
  end(how);
  await done;
}

describe('the answer to a step whose commit is on its way', () => {
  it('is held back until the commit is known, and is asked for once', async () => {
    const world = makeExecutorWorld({ tools: [add], answers: [CALL, { text: ['It is ', '2.'] }] });
    await playTurn(world, 'as expected');
    expect(world.driver.requests).toHaveLength(2);
    expect(deltas(world).join('')).toBe('It is 2.');
    expect(world.service.calls).toEqual(['begin 1:reason', 'commit 1:reason', 'commit 1:act:0', 'commit 2:reason']);
    expect(world.service.status).toBe('completed');
  });

  it('does not count if the commit came otherwise, and what it cost is recorded with the answer in its place', async () => {
    const usage = { ...ZERO_USAGE, output_tokens: 7 };
    const world = makeExecutorWorld({
      tools: [add],
      answers: [CALL, { text: ['early'], usage }, { text: ['late'], usage }],
    });
    await playTurn(world, 'otherwise');
    expect(world.driver.requests).toHaveLength(3);
    expect(deltas(world)).toEqual(['late']);
    const generations = world.service.events.filter(({ type }) => type === 'llm.generation');
    expect(generations).toHaveLength(3);
    expect(generations.slice(1)).toMatchObject([
      { data: { usage, warnings: [expect.stringContaining('given up')] } },
      { data: { usage } },
    ]);
    expect(typesOf(world).filter((type) => type === 'output.message.completed')).toHaveLength(2);
    expect(world.service.status).toBe('completed');
  });

  it('that the provider refused is a failed attempt, also if the commit came otherwise: it is not asked again at once', async () => {
    const error = { class: 'rate_limited' as const, message: 'slow down', retry_after_ms: 900 };
    const world = makeExecutorWorld({ tools: [add], answers: [CALL, { error }, { text: ['late'] }] });
    const end = holdCommitOfCall(world);
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    await expect.poll(() => world.driver.requests.length).toBe(2);
    end('otherwise');
    await expect.poll(() => world.service.calls).toContain('fail 2:reason rate_limited');
    expect(world.driver.requests).toHaveLength(2);
    await world.clock.advance(60_000);
    await done;
    expect(deltas(world)).toEqual(['late']);
  });

  it('is given up if the commit is refused', async () => {
    const world = makeExecutorWorld({ tools: [add], answers: [CALL, { text: ['unheard'], hang: true }] });
    await playTurn(world, 'fenced');
    expect(deltas(world)).toEqual([]);
    expect(typesOf(world).filter((type) => type === 'llm.generation')).toHaveLength(1);
  });
});

describe('the first step of a segment', () => {
  const begin = async (world: ExecutorWorld) => {
    const { turn_id } = world.job;
    const claim = await world.service.getTurnContext({
      atom: { turn_id, iteration: 1, kind: 'reason', ordinal: 0 },
      segment: 1,
      exec_id: world.deps.ids.uuid() as never,
      have_sequence: 0,
    });
    if (claim.status !== 'begun') throw new Error('expected a begun atom');
    return { ...world.job, begun: claim.begun };
  };

  it('goes on with the answer that was asked for before it ran', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    const executor = createSegmentExecutor(world.deps);
    const job = await begin(world);
    executor.askEarly(job);
    await expect.poll(() => world.driver.requests.length).toBe(1);
    expect(deltas(world)).toEqual([]);
    await executor.run(job, running);
    expect(world.driver.requests).toHaveLength(1);
    expect(deltas(world)).toEqual(['Hi.']);
    expect(world.service.status).toBe('completed');
  });

  it('asks again if that answer was given up', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['early'], hang: true }, { text: ['late'] }] });
    const executor = createSegmentExecutor(world.deps);
    const job = await begin(world);
    const giveUp = executor.askEarly(job);
    await expect.poll(() => world.driver.requests.length).toBe(1);
    giveUp();
    await executor.run(job, running);
    expect(deltas(world)).toEqual(['late']);
  });

  it('ends its request when the segment ends', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['unheard'], hang: true }] });
    const executor = createSegmentExecutor(world.deps);
    const job = await begin(world);
    executor.askEarly(job);
    const done = executor.run(job, running);
    world.service.stop();
    await done;
    expect(world.service.calls).toEqual(['begin 1:reason']);
  });
});
