import { createTwoFilesPatch } from 'diff';

export interface PromptChange {
  /** What both texts are called. */
  from: string;
  to: string;
  before: string;
  after: string;
}

const MAX_PATCH_CHARS = 256 * 1_024;
/** Two long texts without a common line are told as removed and added after this time. */
const TIMEOUT_MS = 500;

/** The change of a prompt as a unified diff. */
export default function diffPrompt({ from, to, before, after }: PromptChange): string {
  const options = { context: 3, timeout: TIMEOUT_MS };
  const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, options);
  return (patch ?? replaceAll(before, after)).slice(0, MAX_PATCH_CHARS).toWellFormed();
}

function replaceAll(before: string, after: string): string {
  const mark = (sign: string, text: string) => text.split('\n').map((line) => `${sign}${line}`);
  return [...mark('-', before), ...mark('+', after)].join('\n');
}
