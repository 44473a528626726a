import { expect, it } from 'vitest';
import { formatAgo, formatBytes, formatCost, formatDuration } from './format.ts';

it('durations read as a person would say them', () => {
  expect([0, 840, 3_240, 125_000, 7_260_000].map(formatDuration)).toEqual([
    '0 ms',
    '840 ms',
    '3.2 s',
    '2 min 5 s',
    '2 h 1 min',
  ]);
});

it('a cost shows its first two digits however small it is', () => {
  expect([0, 0.00042, 0.031, 12].map(formatCost)).toEqual(['$0', '$0.00042', '$0.03', '$12.00']);
});

it('times are told by their largest unit', () => {
  const now = Date.parse('2026-01-02T12:00:00Z');
  const told = ['2026-01-02T11:59:50Z', '2026-01-02T11:57:00Z', '2026-01-01T11:00:00Z'].map((iso) =>
    formatAgo(iso, now),
  );
  expect(told).toEqual(['just now', '3m ago', 'yesterday']);
});

it('bytes', () => {
  expect([12, 2_048, 3_500_000].map(formatBytes)).toEqual(['12 B', '2.0 kB', '3.3 MB']);
});
