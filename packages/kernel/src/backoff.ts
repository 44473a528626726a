export interface Backoff {
  /** Milliseconds after the first failure. */
  firstMs: number;
  /** The maximum wait in milliseconds. */
  maxMs: number;
}

/**
 * Returns the milliseconds to wait after `failures` failures in a row (1, 2, …), doubling from `firstMs` to at most
 * `maxMs`. With `random` (in [0, 1)) the wait is in the upper half of that, so that clients which failed together do
 * not return together ("equal jitter").
 */
export function backoffMs({ firstMs, maxMs }: Backoff, failures: number, random?: () => number): number {
  const wholeMs = Math.min(maxMs, firstMs * 2 ** (failures - 1));
  return random === undefined ? wholeMs : Math.round(wholeMs * (0.5 + random() / 2));
}
