import { judgeFigure, judgesFigures } from '@everruns/kernel/testing';
import { expect } from 'vitest';

/** How it is measured for how long a request or a call holds the thread of the event loop, in milliseconds of CPU. */
export interface HoldRule {
  /** The number of runs, of which the median counts. */
  runs: number;
  /** The time limit of a whole test. */
  timeoutMs: number;
}

const LIMIT_MS = 50;
/** A freeze is one on any machine: what counts is the CPU time of one thread. */
const FREEZE_MS = 2_000;

/** A quiet machine takes the median of several runs of every shape of a body. */
export function chooseRule(): HoldRule {
  return judgesFigures() ? { runs: 5, timeoutMs: 1_200_000 } : { runs: 1, timeoutMs: 240_000 };
}

export interface Hold {
  title: string;
  cpuMs: number;
}

/** Runs `work` as often as the rule says and returns the median. */
export async function measureHold(rule: HoldRule, title: string, work: () => Promise<number>): Promise<Hold> {
  const runs: number[] = [];
  for (let run = 0; run < rule.runs; run += 1) runs.push(await work());
  const median = runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  return { title, cpuMs: Math.round(median) };
}

/** Judges the longest: none is a freeze, and on a quiet machine each is short. */
export function judgeHolds(holds: readonly Hold[]): void {
  const longest = holds.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, 3);
  for (const { title, cpuMs } of longest) {
    judgeFigure({ name: `CPU without a pause, ${title}`, value: cpuMs, unit: 'ms', most: LIMIT_MS });
    expect(cpuMs, title).toBeLessThan(FREEZE_MS);
  }
}
