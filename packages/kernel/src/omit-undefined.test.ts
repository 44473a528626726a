import { expect, it } from 'vitest';
import { omitUndefined } from './omit-undefined.ts';

it('omits the members that are undefined, and keeps null, false, zero and empty text', () => {
  const given = { a: undefined, b: null, c: false, d: 0, e: '' };
  expect(omitUndefined(given)).toStrictEqual({ b: null, c: false, d: 0, e: '' });
});
