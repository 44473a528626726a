const FACTOR = 2;

export interface Backoff {
  firstMs: number;
  mostMs: number;
}

/** Milliseconds before try `failures + 1`: doubling, capped, and spread over its upper half so that clients do not come in step. */
export function backoffMs({ firstMs, mostMs }: Backoff, failures: number, random: () => number): number {
  const whole = Math.min(mostMs, firstMs * FACTOR ** (failures - 1));
  return Math.round(whole * (0.5 + random() / 2));
}
