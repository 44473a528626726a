import { firstStep, nextStep, type Step, type StepResult } from './next-step.ts';
import type { SegmentEnded, TurnLimits, TurnRuntime } from './turn-runtime.ts';

/**
 * Runs one segment of a turn to its end, with the same function in the Temporal sandbox and in process. Resolves when this
 * executor is done (the turn ended, was parked or was fenced). Rejects only with errors of `rt`, after all parallel acts have
 * settled.
 */
export async function runTurn(rt: TurnRuntime, limits: TurnLimits): Promise<void> {
  let step = firstStep(limits);
  while (step.kind !== 'stop') {
    step = nextStep(step, await takeStep(rt, step), limits);
  }
}

async function takeStep(rt: TurnRuntime, step: Exclude<Step, { kind: 'stop' }>): Promise<StepResult> {
  switch (step.kind) {
    case 'reason':
      return rt.reason(step.iteration);
    case 'act':
      return actAll(rt, step.iteration, step.ordinals);
    case 'wait':
      return rt.waitFor(step.iteration, step.ordinals);
    case 'park':
      return rt.endSegment({ kind: 'parked', iteration: step.iteration, wait_ordinals: step.ordinals });
    case 'fail':
      return rt.endSegment({ kind: 'failed', code: step.code, iteration: step.iteration });
  }
}

async function actAll(
  rt: TurnRuntime,
  iteration: number,
  ordinals: number[],
): Promise<{ kind: 'acted'; suspended: number[] } | SegmentEnded> {
  const settled = await Promise.allSettled(ordinals.map((ordinal) => rt.act(iteration, ordinal)));
  const rejected = settled.find((result) => result.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
  const isEnded = settled.some((result) => result.status === 'fulfilled' && result.value.kind === 'ended');
  if (isEnded) return { kind: 'ended' };
  const isSuspended = (_: number, index: number): boolean => {
    const result = settled[index];
    return result?.status === 'fulfilled' && result.value.kind === 'suspended';
  };
  return { kind: 'acted', suspended: ordinals.filter(isSuspended) };
}
