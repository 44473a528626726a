import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const LIMITS = { firstMs: 100, maxMs: 1_000 };

describe('a backoff', () => {
  it('doubles with each failure up to its maximum, however many there are', () => {
    const waits = [1, 2, 3, 4, 5, 2_000].map((failures) => backoffMs(LIMITS, failures));
    expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('spreads its waits over their upper half', () => {
    expect(backoffMs(LIMITS, 2, () => 0)).toBe(100);
    expect(backoffMs(LIMITS, 2, () => 0.5)).toBe(150);
    expect(backoffMs(LIMITS, 2, () => 0.999_999)).toBe(200);
    expect(backoffMs(LIMITS, 2_000, () => 0.999_999)).toBe(1_000);
  });
});
