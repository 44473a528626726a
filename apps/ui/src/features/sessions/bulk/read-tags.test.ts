import { expect, it } from 'vitest';
import { readTags } from './read-tags.ts';

it('tags are written between commas, and each counts once', () => {
  expect(readTags(' late, needs a look ,late,, ')).toEqual(['late', 'needs a look']);
  expect(readTags(' , ')).toEqual([]);
});
