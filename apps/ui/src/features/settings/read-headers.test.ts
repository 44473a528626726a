import { expect, it } from 'vitest';
import { readHeaders } from './read-headers.ts';

it('headers are read one a line', () => {
  expect(readHeaders(' Authorization: Bearer a:b \n\nX-Key:1')).toEqual({ Authorization: 'Bearer a:b', 'X-Key': '1' });
});

it.each(['Authorization', ': x', 'two words: x', 'X:'])('%j is no header', (text) => {
  expect(readHeaders(text)).toBeNull();
});
