import { expect } from 'vitest';

/** A time or an amount of memory that a test measured. */
export interface Figure {
  /** What was measured, as the beginning of a line of output. */
  name: string;
  value: number;
  unit: 'ms' | 's' | 'kB' | 'MB';
  /** The largest value that is good. */
  most: number;
}

/**
 * Prints a figure. Times and memory depend on what else a machine does, so a figure is judged only where `EVERRUNS_NIGHTLY=1` says that
 * the machine is quiet. Counts of rows, calls and bytes on a wire do not depend on it: expect those directly.
 */
export function judgeFigure({ name, value, unit, most }: Figure): void {
  console.log(`${name}: ${Number(value.toPrecision(3))} ${unit} (at most ${most})`);
  if (judgesFigures()) expect(value, name).toBeLessThanOrEqual(most);
}

/** Whether this run judges times and memory, and gives long proofs their full size. */
export function judgesFigures(): boolean {
  return process.env['EVERRUNS_NIGHTLY'] === '1';
}
