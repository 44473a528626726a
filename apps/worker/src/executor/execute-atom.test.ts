import { defineTool } from '@everruns/core';
import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAtomExecutor, type AtomExecutor, type AtomRun } from './execute-atom.ts';
import { RetryLater } from './retry-later.ts';
import { type ExecutorWorld, type ExecutorWorldOptions, makeExecutorWorld } from './testing/make-executor-world.ts';

interface World extends ExecutorWorld {
  atoms: AtomExecutor;
  abort: AbortController;
  run: AtomRun;
}

/** An executor as Temporal activities use it: retries are the scheduler's. */
function makeWorld(options: ExecutorWorldOptions): World {
  const world = makeExecutorWorld(options);
  const abort = new AbortController();
  const run = { job: world.job, iteration: 1, ordinal: 0, signal: abort.signal };
  return { ...world, abort, run, atoms: createAtomExecutor({ ...world.deps, retries: 'throw' }) };
}

const limited = { error: { class: 'rate_limited' as const, message: '429', retry_after_ms: 7_000 } };

describe('an atom whose retries are scheduled elsewhere', () => {
  it('answers its outcome and begins nothing else', async () => {
    const echo = defineTool({ name: 'echo', parameters: z.object({}), run: () => 'ok' });
    const { atoms, run, service } = makeWorld({ tools: [echo], answers: [{ calls: [{ name: 'echo' }] }] });
    expect(await atoms.reason(run)).toEqual({
      outcome: { kind: 'reason', done: false, call_ordinals: [0], wait_ordinals: [] },
      begun: [],
    });
    expect(await atoms.act(run)).toEqual({ outcome: { kind: 'act', ok: true }, begun: [] });
    expect(service.calls).toEqual(['begin 1:reason', 'commit 1:reason', 'begin 1:act:0', 'commit 1:act:0']);
  });

  it('answers what was recorded without running anything', async () => {
    const { atoms, run, driver } = makeWorld({ answers: [{ text: ['Hi.'] }] });
    const first = await atoms.reason(run);
    expect(await atoms.reason(run)).toEqual(first);
    expect(driver.requests).toHaveLength(1);
  });

  it('throws RetryLater after it has recorded the failure', async () => {
    const { atoms, run, service } = makeWorld({ answers: [limited, { text: ['Hi.'] }] });
    await expect(atoms.reason(run)).rejects.toSatisfy(
      (error) => error instanceof RetryLater && error.delay_ms === 7_000,
    );
    expect(service.calls).toEqual(['begin 1:reason', 'fail 1:reason rate_limited']);
    expect(await atoms.reason(run)).toMatchObject({ outcome: { done: true } });
  });

  it('runs a second execution with an exec id of its own, which fences the first', async () => {
    const { atoms, run, service, clock } = makeWorld({ answers: [{ hang: true }, { text: ['Hi.'] }] });
    const zombie = new AbortController();
    const first = atoms.reason({ ...run, signal: zombie.signal });
    await clock.advance(0);
    expect(await atoms.reason(run)).toMatchObject({ outcome: { done: true } });
    expect(service.frames.filter((frame) => frame.kind === 'frame')).toMatchObject([{ token: { attempt: 2 } }]);
    zombie.abort();
    await expect(first).rejects.toThrow('aborted');
  });

  it('throws the reason of its caller, so that a worker that shuts down gives the atom back', async () => {
    const { atoms, run, abort, clock } = makeWorld({ answers: [{ hang: true }] });
    const result = atoms.reason(run);
    await clock.advance(0);
    abort.abort(new Error('WORKER_SHUTDOWN'));
    await expect(result).rejects.toThrow('WORKER_SHUTDOWN');
  });

  it('ends silently at a stop order', async () => {
    const { atoms, run, service, clock } = makeWorld({ answers: [{ hang: true }] });
    const result = atoms.reason(run);
    await clock.advance(0);
    service.stop();
    expect(await result).toEqual({ outcome: { kind: 'ended' }, begun: [] });
  });

  it('ends when the turn has failed for good', async () => {
    const { atoms, run, service } = makeWorld({ answers: [{ error: { class: 'auth', message: '401' } }] });
    expect(await atoms.reason(run)).toEqual({ outcome: { kind: 'ended' }, begun: [] });
    expect(service.status).toBe('failed');
  });

  it('throws what the control plane throws when the atom is not due', async () => {
    const { atoms, run, service } = makeWorld({});
    service.beginError = new EverrunsError('conflict', 'not due');
    await expect(atoms.reason(run)).rejects.toMatchObject({ code: 'conflict' });
  });
});
