/** The limit for how long a request or a call may hold the thread of the event loop, in milliseconds of CPU. */
export interface HoldRule {
  limitMs: number;
  /** The number of runs, of which the median counts. */
  runs: number;
  /** The time limit of a whole test. */
  timeoutMs: number;
  title: string;
}

/**
 * Nightly runs on a quiet machine use the product's own limit; others use one that distinguishes a freeze from a busy machine.
 */
export function chooseRule(env: Record<string, string | undefined>): HoldRule {
  return env['EVERRUNS_NIGHTLY'] === '1'
    ? { limitMs: 50, runs: 5, timeoutMs: 1_200_000, title: '50 ms of CPU, median of five' }
    : {
        limitMs: 250,
        runs: 1,
        timeoutMs: 120_000,
        title: '250 ms of CPU (50 ms, median of five, with EVERRUNS_NIGHTLY=1 on a quiet machine)',
      };
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

/** Returns those that held the loop too long, longest first. */
export function findTooLong(rule: HoldRule, holds: readonly Hold[]): string[] {
  const long = holds.filter(({ cpuMs }) => cpuMs > rule.limitMs).toSorted((a, b) => b.cpuMs - a.cpuMs);
  return long.map(({ title, cpuMs }) => `${title}: ${cpuMs} ms`);
}
