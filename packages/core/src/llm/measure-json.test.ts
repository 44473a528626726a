import { expect, it } from 'vitest';
import { findBrokenLimit } from './measure-json.ts';

const LIMITS = { maxDepth: 3, maxItems: 6 };

it.each([
  ['{"a":[{"b":1}]}', null],
  ['{"a":[{"b":[1]}]}', 'depth'],
  ['[[[[', 'depth'],
  ['[1,2,3,4,5,6]', null],
  ['[1,2,3,4,5,6,7]', 'items'],
  ['[{},{},{},{}]', 'items'],
  ['{"a":"[[[[[[,,,,,,,,,,,,\\"[[[["}', null],
  ['"[[[[', null],
  ['', null],
])('of %s the limit that breaks is %s', (text, broken) => {
  expect(findBrokenLimit(text, LIMITS)).toBe(broken);
});
