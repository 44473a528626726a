import { expect, it } from 'vitest';
import { fromLocal, toLocal } from './local-time.ts';

it('a moment is shown on the clock of the reader, and comes back as it was', () => {
  const iso = new Date(2026, 1, 3, 4, 5).toISOString();
  expect(toLocal(iso)).toBe('2026-02-03T04:05');
  expect(fromLocal(toLocal(iso))).toBe(iso);
});

it('what is no moment is none', () => {
  expect([toLocal(null), toLocal('soon'), fromLocal(''), fromLocal('soon')]).toEqual(['', '', null, null]);
});
