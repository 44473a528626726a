import { defineJob } from '@everruns/core/catalog';
import type readAnswer from './read-answer.job.ts';

/** The most bytes of an answer of an API. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** The size of an answer and of the secrets that are masked in it. */
export const sizeOfAnswer = ({ bytes, secrets }: { bytes: Uint8Array; secrets: readonly string[] }): number =>
  bytes.byteLength + secrets.reduce((sum, secret) => sum + secret.length, 0);

export const READ_ANSWER = defineJob<typeof readAnswer>({
  name: 'read_answer',
  module: new URL('./read-answer.job.ts', import.meta.url),
  timeoutMs: 10_000,
  maxInputBytes: 2 * MAX_ANSWER_BYTES,
  sizeOf: sizeOfAnswer,
  subject: 'The answer',
  advice: 'ask for less at once',
  field: 'url',
});
