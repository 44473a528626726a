import { defineJob } from '@everruns/core/catalog';
import type maskAnswer from './mask-answer.job.ts';
import { MAX_ANSWER_BYTES, sizeOfAnswer } from './read-answer.ts';

export const MASK_ANSWER = defineJob<typeof maskAnswer>({
  name: 'mask_answer',
  module: new URL('./mask-answer.job.ts', import.meta.url),
  timeoutMs: 10_000,
  maxInputBytes: 2 * MAX_ANSWER_BYTES,
  sizeOf: sizeOfAnswer,
  subject: 'The answer',
  advice: 'ask for fewer results',
  field: 'query',
});
