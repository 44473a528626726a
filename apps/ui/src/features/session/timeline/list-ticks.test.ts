import { expect, it } from 'vitest';
import { listTicks } from './list-ticks.ts';

it.each([
  [1, [0]],
  [100, [0, 20, 40, 60, 80]],
  [23_100, [0, 5_000, 10_000, 15_000, 20_000]],
  [3_600_000, [0, 1_000_000, 2_000_000, 3_000_000]],
])('a turn of %d ms has round ticks', (span, ticks) => {
  expect(listTicks(span, 6)).toEqual(ticks);
});
