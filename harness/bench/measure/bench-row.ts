import { medianOf, spreadOf } from './median.ts';

/** One line of the table. `goal` bounds the ratio, or the product's own value if there is no floor. */
export interface BenchRow {
  name: string;
  unit: string;
  product: number;
  floor: number | null;
  /** The spread of the floor's rounds, or of the product's if there is no floor. */
  spread: number | null;
  ratio: number | null;
  goal: number | null;
  /** Whether the goal is a lower bound. */
  atLeast?: true;
  met: boolean | null;
}

export interface Compared {
  name: string;
  unit: string;
  product: readonly number[];
  floor: readonly number[];
  /** For throughput a larger number is better, so the ratio is inverted. */
  larger?: 'better';
  goal?: number;
}

/** Compares the medians of the rounds. */
export function compare({ name, unit, product, floor, larger, goal = Number.NaN }: Compared): BenchRow {
  const [ours, theirs] = [medianOf(product), medianOf(floor)];
  const ratio = larger === 'better' ? theirs / ours : ours / theirs;
  const bound = Number.isNaN(goal) ? null : goal;
  return {
    name,
    unit,
    product: ours,
    floor: theirs,
    spread: spreadOf(floor),
    ratio,
    goal: bound,
    met: bound === null ? null : ratio <= bound,
  };
}

export interface Bounded {
  name: string;
  unit: string;
  values: readonly number[];
  /** An upper bound, unless `atLeast` is set. */
  goal: number;
  atLeast?: true;
}

/** Returns the row of a value that has its own bound. */
export function bound({ name, unit, values, goal, atLeast }: Bounded): BenchRow {
  const row = fact({ name, unit, values });
  if (atLeast) return { ...row, goal, atLeast, met: row.product >= goal };
  return { ...row, goal, met: row.product <= goal };
}

/** Returns the row of a value without a bound, which gives context to the others. */
export function fact({ name, unit, values }: Pick<Bounded, 'name' | 'unit' | 'values'>): BenchRow {
  const spread = values.length > 1 ? spreadOf(values) : null;
  return { name, unit, product: medianOf(values), floor: null, spread, ratio: null, goal: null, met: null };
}
