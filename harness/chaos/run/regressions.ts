import found from '../regressions.json' with { type: 'json' };
import type { RunnerName } from './arena.ts';

/** Seeds that once found something, as `[scenario, seed]`. */
export function regressionsOf(runner: RunnerName): [scenario: string, seed: number][] {
  return found.filter((entry) => entry.runner === runner).map(({ scenario, seed }) => [scenario, seed]);
}

/** Those of one strike: the tests have a minute, and what a mixed seed found has a test of its own beside the code. */
export function shortRegressionsOf(runner: RunnerName): [scenario: string, seed: number][] {
  return regressionsOf(runner).filter(([scenario]) => scenario !== 'mixed');
}
