import { expect, it } from 'vitest';
import { numberName } from './number-name.ts';

it.each([
  ['a.txt', 1, 'a.txt'],
  ['a.txt', 2, 'a (2).txt'],
  ['archive.tar.gz', 3, 'archive.tar (3).gz'],
  ['README', 2, 'README (2)'],
  ['.env', 2, '.env (2)'],
  ['v1.2/notes', 2, 'v1.2/notes (2)'],
])('the name of %s, %i times, is %s', (name, count, expected) => {
  expect(numberName(name, count)).toBe(expected);
});
