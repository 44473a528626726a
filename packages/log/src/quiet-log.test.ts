import { expect, it } from 'vitest';
import { createQuietLog } from './quiet-log.ts';

it('a line is written once an interval, and the next one says how many were left out', () => {
  const lines: unknown[] = [];
  let now = 0;
  const write = createQuietLog({
    write: (details, message) => lines.push([details, message]),
    monotonic: () => now,
    everyMs: 1_000,
  });
  for (const at of [0, 1, 999]) {
    now = at;
    write({ at }, 'refused');
  }
  write({ at: 999 }, 'another');
  now = 1_000;
  write({ at: 1_000 }, 'refused');
  now = 3_000;
  write({ at: 3_000 }, 'refused');
  expect(lines).toEqual([
    [{ at: 0 }, 'refused'],
    [{ at: 999 }, 'another'],
    [{ at: 1_000, left_out: 2 }, 'refused'],
    [{ at: 3_000 }, 'refused'],
  ]);
});
