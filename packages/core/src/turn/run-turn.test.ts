import type { ReasonOutcome } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { runTurn } from './run-turn.ts';
import type { TurnRuntime } from './turn-runtime.ts';

const limits = { start_iteration: 1, max_iterations: 3 };
const outcome = (done: boolean, calls: number[] = [], waits: number[] = []): ReasonOutcome => ({
  kind: 'reason',
  done,
  call_ordinals: calls,
  wait_ordinals: waits,
});

/** A runtime that records the calls of its methods. */
function recordingRuntime(overrides: Partial<TurnRuntime>): { rt: TurnRuntime; log: string[] } {
  const log: string[] = [];
  const fallback: TurnRuntime = {
    reason: async () => outcome(true),
    act: async () => ({ kind: 'act', ok: true }),
    waitFor: async () => ({ kind: 'waited', runnable: [], open: [] }),
    endSegment: async () => ({ kind: 'ended' }),
  };
  const base = { ...fallback, ...overrides };
  const rt: TurnRuntime = {
    reason: (i) => (log.push(`reason ${i}`), base.reason(i)),
    act: (i, ordinal) => (log.push(`act ${i}.${ordinal}`), base.act(i, ordinal)),
    waitFor: (i, ordinals) => (log.push(`wait ${i} [${ordinals.join()}]`), base.waitFor(i, ordinals)),
    endSegment: (end) => (log.push(`end ${JSON.stringify(end)}`), base.endSegment(end)),
  };
  return { rt, log };
}

describe('runTurn', () => {
  it('ends with the first answer', async () => {
    const { rt, log } = recordingRuntime({});
    await runTurn(rt, limits);
    expect(log).toEqual(['reason 1']);
  });

  it('runs the calls of a generation in parallel, then reasons again', async () => {
    const gate = Promise.withResolvers<void>();
    let running = 0;
    const { rt, log } = recordingRuntime({
      reason: async (i) => (i === 1 ? outcome(false, [0, 1]) : outcome(true)),
      act: async () => {
        running += 1;
        if (running === 2) gate.resolve();
        await gate.promise;
        return { kind: 'act', ok: true };
      },
    });
    await runTurn(rt, limits);
    expect(log).toEqual(['reason 1', 'act 1.0', 'act 1.1', 'reason 2']);
  });

  it('stops when one of its acts was fenced', async () => {
    const { rt, log } = recordingRuntime({
      reason: async () => outcome(false, [0, 1]),
      act: async (_, ordinal) => (ordinal === 0 ? { kind: 'ended' } : { kind: 'act', ok: true }),
    });
    await runTurn(rt, limits);
    expect(log).toEqual(['reason 1', 'act 1.0', 'act 1.1']);
  });

  it('rejects with the first failure after every act has settled', async () => {
    const settled: number[] = [];
    const { rt } = recordingRuntime({
      reason: async () => outcome(false, [0, 1]),
      act: async (_, ordinal) => {
        if (ordinal === 0) throw new Error('lost');
        await Promise.resolve();
        settled.push(ordinal);
        return { kind: 'act', ok: true };
      },
    });
    await expect(runTurn(rt, limits)).rejects.toThrow('lost');
    expect(settled).toEqual([1]);
  });

  it('parks when nothing comes, and goes on when the park is refused', async () => {
    const waits = [
      { kind: 'waited' as const, runnable: [], open: [0] },
      { kind: 'waited' as const, runnable: [0], open: [] },
    ];
    const { rt, log } = recordingRuntime({
      reason: async (i) => (i === 1 ? outcome(false, [], [0]) : outcome(true)),
      waitFor: async () => waits.shift() ?? { kind: 'ended' },
      endSegment: async () => ({ kind: 'refused' }),
    });
    await runTurn(rt, limits);
    expect(log).toEqual([
      'reason 1',
      'wait 1 [0]',
      'end {"kind":"parked","iteration":1,"wait_ordinals":[0]}',
      'wait 1 [0]',
      'act 1.0',
      'reason 2',
    ]);
  });

  it('fails a turn that never comes to an answer', async () => {
    const { rt, log } = recordingRuntime({ reason: async () => outcome(false, [0]) });
    await runTurn(rt, { start_iteration: 3, max_iterations: 3 });
    expect(log).toEqual(['reason 3', 'act 3.0', 'end {"kind":"failed","code":"max_iterations","iteration":3}']);
  });
});
