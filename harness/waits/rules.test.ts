import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const README = path.join(import.meta.dirname, 'README.md');
const RULES = 16;
const TEST = /\[[^\]]+\]\((?<file>[^)]+)\) “(?<title>[^”]+)”/g;

it('each rule of waiting has its tests, and each of them exists', () => {
  const rows = readFileSync(README, 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(Array.from({ length: RULES }, (_, index) => index + 1));
  for (const row of rows) {
    const tests = [...row.matchAll(TEST)].map(({ groups = {} }) => groups);
    expect(tests).not.toEqual([]);
    for (const { file = '', title = '' } of tests) {
      const text = readFileSync(path.join(import.meta.dirname, file), 'utf8').replaceAll(/\\'/g, "'");
      expect(text, file).toContain(title);
    }
  }
});
