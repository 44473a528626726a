import found from '../regressions.json' with { type: 'json' };
import type { RunnerName } from './arena.ts';

/** Seeds that once found something, as `[scenario, seed]`. */
export function regressionsOf(runner: RunnerName): [scenario: string, seed: number][] {
  return found.filter((entry) => entry.runner === runner).map(({ scenario, seed }) => [scenario, seed]);
}
