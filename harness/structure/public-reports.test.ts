import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const readme = await readFile(path.join(ROOT, 'harness/hostile-answers/README.md'), 'utf8');
const reports = [...readme.matchAll(/^\| *(\w+) *\| *(.+?) *\| *(`.+?) *\|$/gm)].map(
  ([, row = '', right = '', tests = '']) => ({
    row,
    right,
    tests: [...tests.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file = '', title = '']) => ({ file, title })),
  }),
);

it.each(reports)('report $row has its tests: $right', async ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const { file, title } of tests) {
    const text = (await readFile(path.join(ROOT, file), 'utf8')).replaceAll(/\s+/g, ' ');
    expect([file, title, text.includes(title)]).toEqual([file, title, true]);
  }
});

it('every report is there once, and so is every kind', () => {
  expect(reports.map(({ row }) => row).filter((row) => /^[A-I]$/.test(row))).toEqual('ABCDEFGHI'.split(''));
  expect(new Set(reports.map(({ row }) => row)).size).toBe(reports.length);
  expect(reports.length).toBeGreaterThanOrEqual(52);
});
