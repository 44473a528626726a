import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const ROW = /^\| *(\w+) *\| *(.+?) *\| *(`.+?) *\|$/gm;
const TEST = /`([^`]+)` "([^"]+)"/g;

/** A row of a table in a README: what was told, and the tests that hold it. */
export interface ToldRow {
  row: string;
  told: string;
  tests: { file: string; title: string }[];
}

/** Reads `| 1 | what was told | `file` "title", `file` "title" |`. */
export async function readTestTable(file: string): Promise<ToldRow[]> {
  const text = await readFile(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(ROW)].map(([, row = '', told = '', tests = '']) => ({
    row,
    told,
    tests: [...tests.matchAll(TEST)].map(([, named = '', title = '']) => ({ file: named, title })),
  }));
}

/** Returns the tests of a row that are not in the files that it names. */
export async function listMissingTests({ tests }: ToldRow): Promise<ToldRow['tests']> {
  const isThere = async ({ file, title }: ToldRow['tests'][number]): Promise<boolean> =>
    (await readFile(path.join(ROOT, file), 'utf8')).replaceAll(/\s+/g, ' ').includes(title);
  const found = await Promise.all(tests.map(isThere));
  return tests.filter((_, index) => found[index] !== true);
}
