import { expect, it } from 'vitest';
import { bound } from '../measure/bench-row.ts';
import { joinResults } from './join-results.ts';

const result = (values: Record<string, number>) => [
  {
    benchmark: 'turn',
    rows: Object.entries(values).map(([name, value]) => bound({ name, unit: 'ms', values: [value], goal: 1 })),
  },
];

it('sets the means of both trees side by side, for rows that both have', () => {
  const rows = joinResults([
    { isOther: false, results: result({ p50: 2, fresh: 1 }) },
    { isOther: true, results: result({ p50: 5, gone: 1 }) },
    { isOther: true, results: result({ p50: 3 }) },
    { isOther: false, results: result({ p50: 4 }) },
  ]);
  expect(rows).toEqual([{ benchmark: 'turn', name: 'p50', unit: 'ms', here: 3, there: 4 }]);
});
