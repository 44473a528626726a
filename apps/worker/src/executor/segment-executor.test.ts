import { defineTool } from '@everruns/core';
import { makeToolDefinition } from '@everruns/core/testing';
import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSegmentExecutor } from './segment-executor.ts';
import { type ExecutorWorld, makeExecutorWorld } from './testing/make-executor-world.ts';

const numbers = z.object({ a: z.number(), b: z.number() });
const add = defineTool({ name: 'add', parameters: numbers, run: ({ a, b }) => a + b });
const addCall = (a: number) => ({ name: 'add', arguments: { a, b: 1 } });
const running = new AbortController().signal;

/** Runs the segment while the clock moves on by `ms`. */
async function runFor(world: ExecutorWorld, ms: number): Promise<void> {
  const done = createSegmentExecutor(world.deps).run(world.job, running);
  await world.clock.advance(ms);
  await done;
}

describe('a segment in one process', () => {
  it('takes two calls for a plain answer', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    await runFor(world, 0);
    expect(world.service.calls).toEqual(['begin 1:reason', 'commit 1:reason']);
    expect(world.service.status).toBe('completed');
    expect(world.service.events.map((event) => event.type)).toEqual([
      'llm.generation',
      'output.message.completed',
      'reason.completed',
    ]);
  });

  it('lets commits begin what follows, so that later rounds read nothing', async () => {
    const world = makeExecutorWorld({
      tools: [add],
      answers: [{ calls: [addCall(1), addCall(2)] }, { text: ['Done.'] }],
    });
    await runFor(world, 0);
    expect(world.service.calls).toEqual([
      'begin 1:reason',
      'commit 1:reason',
      'commit 1:act:0',
      'commit 1:act:1',
      'commit 2:reason',
    ]);
    const results = world.driver.requests[1]?.messages.filter((message) => message.role === 'tool');
    expect(results?.map((message) => message.content)).toEqual(['2', '3']);
  });

  it('uses the attempt that the claim has begun', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    const { turn_id } = world.job;
    const claim = await world.service.getTurnContext({
      atom: { turn_id, iteration: 1, kind: 'reason', ordinal: 0 },
      segment: 1,
      exec_id: world.deps.ids.uuid() as never,
      have_sequence: 0,
    });
    if (claim.status !== 'begun') throw new Error('expected a begun atom');
    await createSegmentExecutor(world.deps).run({ ...world.job, begun: claim.begun }, running);
    expect(world.service.calls).toEqual(['begin 1:reason', 'commit 1:reason']);
  });

  it('reads on when input came during the answer', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['First.'] }, { text: ['Second.'] }] });
    world.service.unreadInput.push('And more?');
    await runFor(world, 0);
    expect(world.service.calls).toEqual(['begin 1:reason', 'commit 1:reason', 'commit 2:reason']);
    expect(world.driver.requests[1]?.messages.at(-1)).toMatchObject({ content: [{ text: 'And more?' }] });
  });

  it('replays recorded atoms when the segment is run again', async () => {
    const world = makeExecutorWorld({ tools: [add], answers: [{ calls: [addCall(1)] }, { text: ['Done.'] }] });
    world.service.outages.push({ name: 'commit 2', when: 'before', left: 1 });
    const abort = new AbortController();
    const first = createSegmentExecutor(world.deps).run(world.job, abort.signal);
    await world.clock.advance(0);
    abort.abort();
    await first;
    const again = makeExecutorWorld({ tools: [add], answers: [{ text: ['Done.'] }] });
    await createSegmentExecutor({ ...again.deps, service: world.service }).run(world.job, running);
    expect(again.driver.requests).toHaveLength(1);
    expect(world.service.calls.slice(5)).toEqual([
      'begin 1:reason',
      'begin 1:act:0',
      'begin 2:reason',
      'commit 2:reason',
    ]);
  });

  it('parks for a client tool and runs an approved one', async () => {
    const definitions = [makeToolDefinition({ name: 'add', policy: 'requires_approval' })];
    const world = makeExecutorWorld({
      tools: [add],
      definitions,
      answers: [{ calls: [addCall(1)] }, { text: ['2.'] }],
    });
    await runFor(world, 0);
    expect(world.service.ends).toEqual([{ kind: 'parked', iteration: 1, wait_ordinals: [0] }]);
    world.service.status = 'running';
    world.service.resolveCall(1, 0, 'approve');
    await runFor(world, 0);
    expect(world.service.calls.slice(4)).toEqual([
      'begin 1:reason',
      'wait 1 [0]',
      'begin 1:act:0',
      'commit 1:act:0',
      'begin 2:reason',
      'commit 2:reason',
    ]);
    expect(world.service.status).toBe('completed');
  });

  it('fails a turn at its last iteration with words for a person', async () => {
    const world = makeExecutorWorld({ tools: [add], answers: [{ calls: [addCall(1)] }] });
    world.job.max_iterations = 1;
    await runFor(world, 0);
    expect(world.service.ends).toMatchObject([
      { code: 'max_iterations', message: expect.stringContaining('limit of steps') },
    ]);
  });

  it('ends silently when it is fenced', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    world.service.segment = 2;
    await runFor(world, 0);
    expect(world.service.calls).toEqual(['begin 1:reason']);
  });

  it.each(['internal', 'no_model', 'not_found'] as const)(
    'leaves a turn whose Begin says %s as it is',
    async (code) => {
      const world = makeExecutorWorld();
      world.service.beginError = new EverrunsError(code, 'Not now.');
      const run = createSegmentExecutor(world.deps).run(world.job, new AbortController().signal);
      await expect(run).rejects.toMatchObject({ code });
      expect(world.service.ends).toEqual([]);
    },
  );
});

describe('stopping a segment', () => {
  it('aborts the provider at the stop frame and records nothing', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Never'], hang: true }] });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    await world.clock.advance(0);
    world.service.stop();
    await done;
    expect(world.service.calls).toEqual(['begin 1:reason']);
  });

  it('ignores a stop of an older segment', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    world.service.say({ kind: 'stop', turn_id: world.job.turn_id, segment: 1, reason: 'fenced' });
    await done;
    expect(world.service.status).toBe('completed');
  });

  it('gives a running tool the signal', async () => {
    let reason: unknown;
    const wait = defineTool({
      name: 'wait',
      parameters: z.object({}),
      run: (_args, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(new Error('stopped'));
          });
        }),
    });
    const world = makeExecutorWorld({ tools: [wait], answers: [{ calls: [{ name: 'wait' }] }] });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    await world.clock.advance(0);
    world.service.stop();
    await done;
    expect(reason).toBeInstanceOf(DOMException);
    expect(world.service.calls).toEqual(['begin 1:reason', 'commit 1:reason']);
  });

  it('gives its atom back when the process closes, so that the attempt does not count as lost', async () => {
    const world = makeExecutorWorld({ answers: [{ hang: true }] });
    const closing = new AbortController();
    const done = createSegmentExecutor(world.deps).run(world.job, closing.signal);
    await world.clock.advance(0);
    closing.abort();
    await done;
    expect(world.service.calls).toEqual(['begin 1:reason', 'fail 1:reason unavailable']);
  });
});

describe('a control plane that goes away', () => {
  it('gets the finished answer when it returns, without a second generation', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    world.service.outages.push({ name: 'commit', when: 'before', left: 5 });
    await runFor(world, 60_000);
    expect(world.service.status).toBe('completed');
    expect(world.driver.requests).toHaveLength(1);
    expect(world.service.calls.filter((call) => call.startsWith('commit'))).toHaveLength(6);
  });

  it('is shown nothing more of an answer that it may have recorded already', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    world.service.outages.push({ name: 'commit', when: 'after', left: 1 });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    await world.clock.advance(0);
    const shown = () => world.service.frames.filter((frame) => frame.kind === 'frame').length;
    const before = shown();
    expect(world.service.calls.at(-1)).toBe('commit 1:reason');
    world.service.say({ kind: 'connected' });
    await world.clock.advance(60_000);
    await done;
    expect([before, shown()]).toEqual([1, 1]);
  });

  it('records once though the answer to a commit was lost', async () => {
    const world = makeExecutorWorld({ tools: [add], answers: [{ calls: [addCall(1)] }, { text: ['Done.'] }] });
    world.service.outages.push({ name: 'commit 1:reason', when: 'after', left: 1 });
    await runFor(world, 1_000);
    expect(world.service.events.filter((event) => event.type === 'llm.generation')).toHaveLength(2);
    expect(world.service.calls).toEqual([
      'begin 1:reason',
      'commit 1:reason',
      'commit 1:reason',
      'commit 1:act:0',
      'commit 2:reason',
    ]);
  });

  it('begins once though the answer to a begin was lost', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Hi.'] }] });
    world.service.outages.push({ name: 'begin', when: 'after', left: 1 });
    await runFor(world, 1_000);
    const heard = world.service.frames.find((frame) => frame.kind === 'frame');
    expect(heard).toMatchObject({ token: { attempt: 1 } });
  });
});

describe('a model that fails', () => {
  it('is asked again after the delay that it named, as a new attempt', async () => {
    const limited = { error: { class: 'rate_limited' as const, message: '429', retry_after_ms: 7_000 } };
    const world = makeExecutorWorld({ answers: [limited, { text: ['Hi.'] }] });
    const done = createSegmentExecutor(world.deps).run(world.job, running);
    await world.clock.advance(6_999);
    expect(world.driver.requests).toHaveLength(1);
    await world.clock.advance(1);
    await done;
    expect(world.service.calls).toEqual([
      'begin 1:reason',
      'fail 1:reason rate_limited',
      'begin 1:reason',
      'commit 1:reason',
    ]);
    expect(world.service.failures).toMatchObject([{ retry_after_ms: 7_000, detail: '429' }]);
    expect(world.service.frames.find((frame) => frame.kind === 'frame')).toMatchObject({ token: { attempt: 2 } });
  });

  it('parks the turn when the delay is long', async () => {
    const limited = { error: { class: 'rate_limited' as const, message: '429', retry_after_ms: 120_000 } };
    const world = makeExecutorWorld({ answers: [limited] });
    await runFor(world, 0);
    expect(world.service.calls).toEqual(['begin 1:reason', 'fail 1:reason rate_limited', 'end parked']);
    expect(world.service.ends).toEqual([{ kind: 'parked', iteration: 1, wait_ordinals: [], wake_after_ms: 120_000 }]);
  });

  it('fails the turn at once when it rejects the key', async () => {
    const world = makeExecutorWorld({ answers: [{ error: { class: 'auth', message: 'bad key' } }] });
    await runFor(world, 0);
    expect(world.service.ends).toMatchObject([
      {
        code: 'provider_auth',
        message: expect.stringContaining('Set a valid key'),
        detail: 'bad key',
      },
    ]);
  });

  it('fails the turn after six attempts', async () => {
    const broken = { text: ['Ha'], error: { class: 'stream_broken' as const, message: 'reset' } };
    const world = makeExecutorWorld({ answers: Array.from({ length: 6 }, () => broken) });
    await runFor(world, 60_000);
    world.driver.assertDone();
    expect(world.service.ends).toMatchObject([{ code: 'provider_unavailable' }]);
  });

  it('leaves the turn to another model after six attempts, where the agent names one', async () => {
    const broken = { error: { class: 'overloaded' as const, message: '529' } };
    const answers = [...Array.from({ length: 6 }, () => broken), { text: ['Hi.'] }];
    const world = makeExecutorWorld({ agent: { can_fall_back: true }, answers });
    await runFor(world, 60_000);
    world.driver.assertDone();
    const asked = world.service.failures.map(({ fall_back, retry_after_ms }) => [fall_back, retry_after_ms > 0]);
    expect(asked).toEqual([...Array.from({ length: 5 }, () => [undefined, true]), [true, false]]);
    expect(world.service.ends).toEqual([]);
  });

  it('fails the turn at the third unreadable call', async () => {
    const bad = { calls: [{ name: 'add', arguments_error: 'no JSON' }] };
    const world = makeExecutorWorld({ tools: [add], answers: [bad, bad, bad] });
    await runFor(world, 0);
    expect(world.service.ends).toMatchObject([{ code: 'malformed_tool_call' }]);
    expect(world.service.events.filter((event) => event.type === 'tool.completed')).toMatchObject([
      { data: { success: false } },
      { data: { success: false } },
    ]);
  });

  it('counts as gone when it sends nothing more for 300 s', async () => {
    const world = makeExecutorWorld({ answers: [{ text: ['Uh'], hang: true }, { text: ['Hi.'] }] });
    await runFor(world, 301_000);
    expect(world.service.calls).toEqual([
      'begin 1:reason',
      'fail 1:reason timeout',
      'begin 1:reason',
      'commit 1:reason',
    ]);
  });

  it('fails the turn and says so in the log when our own code breaks', async () => {
    const driver = {
      provider_type: 'llmsim' as const,
      stream: () => {
        throw new Error('bug');
      },
    };
    const world = makeExecutorWorld({ driver });
    await runFor(world, 0);
    expect(world.service.ends).toMatchObject([{ code: 'internal', detail: expect.stringContaining('bug') }]);
  });
});

describe('tools of a segment', () => {
  const note = defineTool({
    name: 'note',
    parameters: z.object({ text: z.string() }),
    run: async ({ text }, { files }) => {
      await files.write({ path: '/note.txt', content: text, encoding: 'text' });
      return (await files.read('/note.txt')).content;
    },
  });

  it('work on the files of the session, repeating what was lost on the way', async () => {
    const call = { name: 'note', arguments: { text: 'milk' } };
    const world = makeExecutorWorld({ tools: [note], answers: [{ calls: [call] }, { text: ['Noted.'] }] });
    world.service.outages.push({ name: 'commit 1:act', when: 'after', left: 1 });
    await runFor(world, 1_000);
    expect(world.service.files.text('/note.txt')).toBe('milk');
    expect(world.driver.requests[1]?.messages.at(-1)).toMatchObject({ content: 'milk' });
  });

  it('are tried again when their infrastructure was lost', async () => {
    let runs = 0;
    const sandbox = defineTool({
      name: 'sandbox',
      parameters: z.object({}),
      run: () => {
        runs += 1;
        if (runs === 1) throw new EverrunsError('unavailable', 'the sandbox died');
        return 'ok';
      },
    });
    const world = makeExecutorWorld({
      tools: [sandbox],
      answers: [{ calls: [{ name: 'sandbox' }] }, { text: ['Ok.'] }],
    });
    await runFor(world, 2_000);
    expect(runs).toBe(2);
    expect(world.service.failures).toMatchObject([{ retry_class: 'tool_infrastructure' }]);
    expect(world.service.status).toBe('completed');
  });

  it('never run twice when they may run only once', async () => {
    let runs = 0;
    const pay = defineTool({
      name: 'pay',
      parameters: z.object({}),
      run: () => {
        runs += 1;
        throw new EverrunsError('unavailable', 'the bank hung up');
      },
    });
    const definitions = [makeToolDefinition({ name: 'pay', effect: 'once' })];
    const world = makeExecutorWorld({
      tools: [pay],
      definitions,
      answers: [{ calls: [{ name: 'pay' }] }, { text: ['Hm.'] }],
    });
    await runFor(world, 0);
    expect(runs).toBe(1);
    expect(world.service.events.find((event) => event.type === 'tool.completed')).toMatchObject({
      data: { success: false, outcome_unknown: true, effect: 'once' },
    });
  });
});
