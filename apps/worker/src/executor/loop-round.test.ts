import { setImmediate as nextRound } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { waitForRound } from './loop-round.ts';

let begun: number[] = [];
const begin = async (step: number): Promise<void> => {
  await waitForRound();
  begun.push(step);
};

describe('steps that begin at once', () => {
  beforeEach(async () => {
    begun = [];
    for (let round = 0; round < 3; round += 1) await nextRound();
  });

  it('begin in their order, a few in each round of the event loop', async () => {
    const all = Array.from({ length: 10 }, (_, step) => begin(step));
    await Promise.resolve();
    const counts = [begun.length];
    while (begun.length < all.length) {
      await nextRound();
      counts.push(begun.length);
    }
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...counts.map((count, index) => count - (counts[index - 1] ?? 0)))).toBeLessThanOrEqual(4);
  });

  it('do not wait when they are few', async () => {
    const all = [begin(0), begin(1)];
    await Promise.all(all);
    expect(begun).toEqual([0, 1]);
  });
});
