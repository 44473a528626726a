import type { ReasonOutcome } from '@everruns/schemas';
import type { SegmentEnded, TurnLimits } from './turn-runtime.ts';

/** The next action of a segment. `open` are calls of the iteration that still wait for a client or an approval. */
export type Step =
  | { kind: 'reason'; iteration: number }
  | { kind: 'act'; iteration: number; ordinals: number[]; open: number[] }
  | { kind: 'wait'; iteration: number; ordinals: number[] }
  | { kind: 'park'; iteration: number; ordinals: number[] }
  | { kind: 'fail'; iteration: number; code: 'max_iterations' }
  | { kind: 'stop' };

/** The result of a step. `acted`: every call has its result, except those that began to wait. `refused`: something that the park waited for has arrived. */
export type StepResult =
  | ReasonOutcome
  | SegmentEnded
  | { kind: 'acted'; suspended?: number[] }
  | { kind: 'waited'; runnable: number[]; open: number[] }
  | { kind: 'refused' };

/** Decides everything about the next step of the turn loop. Pure. */
export function nextStep(step: Step, result: StepResult, limits: TurnLimits): Step {
  switch (result.kind) {
    case 'ended':
      return { kind: 'stop' };
    case 'reason':
      return result.done
        ? { kind: 'stop' }
        : runOrWait(step, { runnable: result.call_ordinals, open: result.wait_ordinals }, limits);
    case 'acted':
      return runOrWait(step, { runnable: [], open: openAfterActs(step, result.suspended ?? []) }, limits);
    case 'waited':
      return nothingCame(step, result) ? { ...step, kind: 'park' } : runOrWait(step, result, limits);
    case 'refused':
      return step.kind === 'park' ? { ...step, kind: 'wait' } : { kind: 'stop' };
  }
}

/** Returns the step that enters the loop. */
export function firstStep(limits: TurnLimits): Step {
  return reasonOrFail(limits.start_iteration, limits);
}

const openAfterActs = (step: Step, suspended: number[]): number[] => [
  ...(step.kind === 'act' ? step.open : []),
  ...suspended,
];

interface Calls {
  runnable: number[];
  open: number[];
}

function nothingCame(step: Step, { open }: Calls): step is Extract<Step, { kind: 'wait' }> {
  return step.kind === 'wait' && open.length >= step.ordinals.length;
}

function runOrWait(step: Step, { runnable, open }: Calls, limits: TurnLimits): Step {
  if (step.kind === 'stop' || step.kind === 'fail') return { kind: 'stop' };
  if (runnable.length > 0) return { kind: 'act', iteration: step.iteration, ordinals: runnable, open };
  if (open.length > 0) return { kind: 'wait', iteration: step.iteration, ordinals: open };
  return reasonOrFail(step.iteration + 1, limits);
}

function reasonOrFail(iteration: number, limits: TurnLimits): Step {
  const { max_iterations } = limits;
  if (iteration > max_iterations) return { kind: 'fail', iteration: max_iterations, code: 'max_iterations' };
  return { kind: 'reason', iteration };
}
