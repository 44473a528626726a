import type { BenchResult } from '../measure/write-results.ts';

export interface TreeRun {
  isOther: boolean;
  results: readonly Pick<BenchResult, 'benchmark' | 'rows'>[];
}

export interface JoinedRow {
  benchmark: string;
  name: string;
  unit: string;
  here: number;
  there: number;
}

/**
 * Returns the rows that both trees have, with the mean of each tree's runs, so that a machine that slows down affects both
 * equally.
 */
export function joinResults(runs: readonly TreeRun[]): JoinedRow[] {
  const [first] = runs.filter((run) => !run.isOther);
  const valuesOf = (isOther: boolean, benchmark: string, name: string) =>
    runs
      .filter((run) => run.isOther === isOther)
      .flatMap((run) => run.results.filter((result) => result.benchmark === benchmark))
      .flatMap((result) => result.rows.filter((row) => row.name === name).map((row) => row.product));
  return (first?.results ?? []).flatMap(({ benchmark, rows }) =>
    rows.flatMap(({ name, unit }) => {
      const here = valuesOf(false, benchmark, name);
      const there = valuesOf(true, benchmark, name);
      return there.length === 0 ? [] : [{ benchmark, name, unit, here: meanOf(here), there: meanOf(there) }];
    }),
  );
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
