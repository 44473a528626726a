import { expect, it } from 'vitest';
import { listMissingTests, readTestTable } from './test-table.ts';

const reports = await readTestTable('harness/hostile-answers/README.md');

it.each(reports)('report $row has its tests: $told', async (report) => {
  expect(report.tests.length).toBeGreaterThan(0);
  expect(await listMissingTests(report)).toEqual([]);
});

it('every report is there once, and so is every kind', () => {
  expect(reports.map(({ row }) => row).filter((row) => /^[A-I]$/.test(row))).toEqual('ABCDEFGHI'.split(''));
  expect(new Set(reports.map(({ row }) => row)).size).toBe(reports.length);
  expect(reports.length).toBeGreaterThanOrEqual(52);
});
