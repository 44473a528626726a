import { expect, it } from 'vitest';
import { listMissingTests, readTestTable } from './test-table.ts';

const impressions = await readTestTable('harness/ui/README.md');

it.each(impressions)('defect $row has its tests: $told', async (impression) => {
  expect(impression.tests.length).toBeGreaterThan(0);
  expect(await listMissingTests(impression)).toEqual([]);
});

it('all 34 are there', () => {
  expect(impressions.map(({ row }) => Number(row))).toEqual(Array.from({ length: 34 }, (_, index) => index + 1));
});
