import type { BenchRow } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import type { BenchResult } from '../measure/write-results.ts';

/** What one night keeps: the commit, and what the bench measured. */
export interface Night {
  commit: string;
  results: Pick<BenchResult, 'benchmark' | 'rows'>[];
}

export interface ComparedFigure {
  benchmark: string;
  name: string;
  unit: string;
  tonight: number;
  /** The median of the nights before. Null if none has this figure. */
  before: number | null;
}

/** How many nights a figure is compared with. */
export const NIGHTS_COMPARED = 14;

/** Puts tonight's figures beside the median of the last nights. The ratio to the floor is compared where there is one: machines differ. */
export function compareNight(tonight: Night, before: readonly Night[]): ComparedFigure[] {
  const recent = before.slice(-NIGHTS_COMPARED);
  return tonight.results.flatMap(({ benchmark, rows }) =>
    rows.map((row) => {
      const values = recent.map((night) => findRow(night, benchmark, row.name)).filter((each) => each !== undefined);
      const median = values.length === 0 ? null : medianOf(values.map(figureOf));
      const unit = row.ratio === null ? row.unit : '× the floor';
      return { benchmark, name: row.name, unit, tonight: figureOf(row), before: median };
    }),
  );
}

function findRow(night: Night, benchmark: string, name: string): BenchRow | undefined {
  return night.results.find((result) => result.benchmark === benchmark)?.rows.find((row) => row.name === name);
}

function figureOf({ ratio, product }: BenchRow): number {
  return ratio ?? product;
}

/** Formats the comparison as a table in Markdown. */
export function formatNight(figures: readonly ComparedFigure[]): string {
  const lines = figures.map(({ benchmark, name, unit, tonight, before }) => {
    const change = before === null || before === 0 ? '' : `${Math.round((tonight / before - 1) * 100)} %`;
    return `| ${benchmark} | ${name} | ${round(tonight)} | ${before === null ? '' : round(before)} | ${change} | ${unit} |`;
  });
  return [
    '| benchmark | figure | tonight | median before | change | unit |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
