import { medianOf, spreadOf } from './median.ts';

/** One line of the table. `goal` bounds the ratio, or the product's own value where there is no floor. */
export interface BenchRow {
  name: string;
  unit: string;
  product: number;
  floor: number | null;
  /** Of the floor's rounds; of the product's where there is no floor. */
  spread: number | null;
  ratio: number | null;
  goal: number | null;
  /** The goal is a lower bound. */
  atLeast?: true;
  met: boolean | null;
}

export interface Compared {
  name: string;
  unit: string;
  product: readonly number[];
  floor: readonly number[];
  /** For throughput a larger number is the better one: the ratio is turned round. */
  larger?: 'better';
  goal?: number;
}

/** The medians of the rounds side by side. */
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
  /** At most, unless `atLeast`. */
  goal: number;
  atLeast?: true;
}

/** A value that has a bound of its own. */
export function bound({ name, unit, values, goal, atLeast }: Bounded): BenchRow {
  const row = fact({ name, unit, values });
  if (atLeast) return { ...row, goal, atLeast, met: row.product >= goal };
  return { ...row, goal, met: row.product <= goal };
}

/** A value without a bound: what the others are read against. */
export function fact({ name, unit, values }: Pick<Bounded, 'name' | 'unit' | 'values'>): BenchRow {
  const spread = values.length > 1 ? spreadOf(values) : null;
  return { name, unit, product: medianOf(values), floor: null, spread, ratio: null, goal: null, met: null };
}
