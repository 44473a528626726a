import { expect, it } from 'vitest';
import { fact, type BenchRow } from '../measure/bench-row.ts';
import { compareNight, formatNight, type Night } from './compare-night.ts';

function nightOf(commit: string, ...rows: BenchRow[]): Night {
  return { commit, results: [{ benchmark: 'turn', rows }] };
}
const commits = (value: number): BenchRow => fact({ name: 'commits', unit: 'count', values: [value] });
const ratio = (value: number): BenchRow => ({ ...commits(8), name: 'p50', floor: 8 / value, ratio: value });

it('a night is compared with the median of the nights before it', () => {
  const before = [2, 4, 3].map((value) => nightOf('old', commits(value)));
  expect(compareNight(nightOf('new', commits(6)), before)).toEqual([
    { benchmark: 'turn', name: 'commits', unit: 'count', tonight: 6, before: 3 },
  ]);
});

it('a figure that has a floor is compared by its ratio, and a new one with nothing', () => {
  const figures = compareNight(nightOf('new', ratio(2), commits(5)), [nightOf('old', ratio(1))]);
  expect(figures).toEqual([
    { benchmark: 'turn', name: 'p50', unit: '× the floor', tonight: 2, before: 1 },
    { benchmark: 'turn', name: 'commits', unit: 'count', tonight: 5, before: null },
  ]);
  expect(formatNight(figures)).toContain('| turn | p50 | 2.00 | 1.00 | 100 % | × the floor |');
  expect(formatNight(figures)).toContain('| turn | commits | 5.00 |  |  | count |');
});

it('nights that are long gone do not count', () => {
  const before = [
    ...Array.from({ length: 30 }, () => nightOf('old', commits(100))),
    ...Array.from({ length: 14 }, () => nightOf('new', commits(1))),
  ];
  expect(compareNight(nightOf('now', commits(1)), before)[0]?.before).toBe(1);
});
