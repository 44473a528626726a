import { expect, it } from 'vitest';
import { formatTimeLeft } from './format-time-left.ts';

const NOW = Date.parse('2026-12-01T10:00:00Z');

it.each([
  ['2026-12-01T09:59:00Z', 'now'],
  ['2026-12-01T10:00:30Z', 'in less than a minute'],
  ['2026-12-01T10:01:30Z', 'in 1 minute'],
  ['2026-12-01T11:59:00Z', 'in 119 minutes'],
  ['2026-12-02T10:00:00Z', 'in 24 hours'],
  ['2026-12-08T09:59:59Z', 'in 6 days'],
])('%s is %s', (iso, text) => {
  expect(formatTimeLeft(iso, NOW)).toBe(text);
});
