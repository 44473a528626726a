import found from '../regressions.json' with { type: 'json' };
import type { RunnerName } from './arena.ts';

/** Returns the seeds that once found a violation, as `[scenario, seed]`. */
export function regressionsOf(runner: RunnerName): [scenario: string, seed: number][] {
  return found.filter((entry) => entry.runner === runner).map(({ scenario, seed }) => [scenario, seed]);
}

/**
 * Returns the regressions with a single strike, because tests have only a minute. What a mixed seed found has its own test
 * beside the code.
 */
export function shortRegressionsOf(runner: RunnerName): [scenario: string, seed: number][] {
  return regressionsOf(runner).filter(([scenario]) => scenario !== 'mixed');
}
