export interface Backoff {
  /** Milliseconds after the first failure. */
  firstMs: number;
  /** Milliseconds that no wait exceeds. */
  maxMs: number;
}

/**
 * Milliseconds to wait after `failures` failures in a row (1, 2, …): doubling from `firstMs` to at most `maxMs`. With `random` (in
 * [0, 1)) the wait lies in the upper half of that, so that many who failed together do not come back together ("equal jitter").
 */
export function backoffMs({ firstMs, maxMs }: Backoff, failures: number, random?: () => number): number {
  const wholeMs = Math.min(maxMs, firstMs * 2 ** (failures - 1));
  return random === undefined ? wholeMs : Math.round(wholeMs * (0.5 + random() / 2));
}
