import { describe, expect, it } from 'vitest';
import { firstStep, nextStep, type Step, type StepResult } from './next-step.ts';

const limits = { start_iteration: 1, max_iterations: 3 };
const reason = (iteration: number): Step => ({ kind: 'reason', iteration });
const act = (iteration: number, ordinals: number[], open: number[] = []): Step => ({
  kind: 'act',
  iteration,
  ordinals,
  open,
});
const wait = (iteration: number, ordinals: number[]): Step => ({ kind: 'wait', iteration, ordinals });
const park = (iteration: number, ordinals: number[]): Step => ({ kind: 'park', iteration, ordinals });
const fail: Step = { kind: 'fail', iteration: 3, code: 'max_iterations' };
const stop: Step = { kind: 'stop' };
const reasoned = (done: boolean, calls: number[] = [], waits: number[] = []): StepResult => ({
  kind: 'reason',
  done,
  call_ordinals: calls,
  wait_ordinals: waits,
});
const waited = (runnable: number[], open: number[]): StepResult => ({ kind: 'waited', runnable, open });
const acted: StepResult = { kind: 'acted' };
const ended: StepResult = { kind: 'ended' };
const refused: StepResult = { kind: 'refused' };

const TABLE: [sentence: string, step: Step, result: StepResult, next: Step][] = [
  ['a final answer ends the segment', reason(1), reasoned(true), stop],
  ['a fenced reason ends the segment', reason(1), ended, stop],
  ['calls are run', reason(1), reasoned(false, [0, 1]), act(1, [0, 1])],
  ['calls are run before anything is waited for', reason(1), reasoned(false, [0], [1]), act(1, [0], [1])],
  ['calls that only wait are waited for', reason(1), reasoned(false, [], [0, 1]), wait(1, [0, 1])],
  ['an answer that left unread input reasons again', reason(1), reasoned(false), reason(2)],
  ['results lead to the next reason', act(1, [0]), acted, reason(2)],
  ['results of some leave the others to wait for', act(1, [0], [1]), acted, wait(1, [1])],
  ['a call that began to wait is waited for', act(1, [0, 1]), { kind: 'acted', suspended: [1] }, wait(1, [1])],
  ['it is waited for with the others', act(1, [0], [2]), { kind: 'acted', suspended: [0] }, wait(1, [2, 0])],
  ['a fenced act ends the segment', act(1, [0], [1]), ended, stop],
  ['an approved call is run', wait(1, [0, 1]), waited([0], [1]), act(1, [0], [1])],
  ['an answered call leaves the others to wait for', wait(1, [0, 1]), waited([], [1]), wait(1, [1])],
  ['the last answer leads to the next reason', wait(1, [0]), waited([], []), reason(2)],
  ['a wait in which nothing came parks', wait(1, [0, 1]), waited([], [0, 1]), park(1, [0, 1])],
  ['a segment that ended while waiting stops', wait(1, [0]), ended, stop],
  ['a parked segment stops', park(1, [0]), ended, stop],
  ['a refused park looks again', park(1, [0]), refused, wait(1, [0])],
  ['the last iteration may still reason', act(2, [0]), acted, reason(3)],
  ['results at the last iteration fail the turn', act(3, [0]), acted, fail],
  ['unread input at the last iteration fails the turn', reason(3), reasoned(false), fail],
  ['answers at the last iteration fail the turn', wait(3, [0]), waited([], []), fail],
  ['a failed segment stops', fail, ended, stop],
  ['a refused failure stops', fail, refused, stop],
  ['after stop nothing comes', stop, acted, stop],
  ['a result of acts without acts leads to the next reason', reason(1), acted, reason(2)],
  ['a wait result without a wait is taken as it is', reason(1), waited([], [0]), wait(1, [0])],
];

describe('nextStep', () => {
  it.each(TABLE)('%s', (_sentence, step, result, next) => {
    expect(nextStep(step, result, limits)).toEqual(next);
  });

  it('enters the loop at the iteration of the segment', () => {
    expect(firstStep({ start_iteration: 2, max_iterations: 3 })).toEqual(reason(2));
  });

  it('fails a segment that enters beyond its limit', () => {
    expect(firstStep({ start_iteration: 4, max_iterations: 3 })).toEqual(fail);
  });
});
