import { ErrorCode } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The title, a sentence about the error, its cause and its cure. */
const PAGE = /^# \w+\n\n\S[^]+\n## Cause\n\n\S[^]+\n## Cure\n\n\S/;

it('every error code has its page in the documentation, to which the type of a problem leads, and no other has one', () => {
  const pages = listFiles('apps/docs/errors/*.md');
  expect(pages.toSorted()).toEqual(ErrorCode.options.map((code) => `apps/docs/errors/${code}.md`).toSorted());
  expect(pages.filter((page) => !PAGE.test(readSource(page)))).toEqual([]);
});
