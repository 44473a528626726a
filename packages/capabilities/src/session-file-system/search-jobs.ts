import { defineJob } from '@everruns/core/catalog';
import { LIMITS } from '@everruns/schemas';
import type matchPaths from './match-paths.job.ts';
import type searchText from './search-text.job.ts';

const TIMEOUT_MS = 5_000;
const ADVICE = 'simplify the pattern, or narrow the search by path or glob';
const UTF16 = 2;

/** Text goes to a thread in parts of this size, so that a cancellation, or another job, waits for at most one part. */
export const SEARCHED_AT_ONCE_BYTES = 4 * 1024 * 1024;

export const SEARCH_TEXT = defineJob<typeof searchText>({
  name: 'search_text',
  module: new URL('./search-text.job.ts', import.meta.url),
  timeoutMs: TIMEOUT_MS,
  maxInputBytes: UTF16 * (SEARCHED_AT_ONCE_BYTES + LIMITS.fileBytes),
  sizeOf: ({ files }) =>
    files.reduce((sum, { content }) => sum + (typeof content === 'string' ? UTF16 : 1) * content.length, 0),
  subject: 'The search',
  advice: ADVICE,
  field: 'pattern',
});

export const MATCH_PATHS = defineJob<typeof matchPaths>({
  name: 'match_paths',
  module: new URL('./match-paths.job.ts', import.meta.url),
  timeoutMs: TIMEOUT_MS,
  maxInputBytes: UTF16 * LIMITS.filesPerSession * LIMITS.pathBytes,
  sizeOf: ({ paths }) => paths.reduce((sum, path) => sum + UTF16 * path.length, 0),
  subject: 'The search',
  advice: ADVICE,
  field: 'glob',
});
