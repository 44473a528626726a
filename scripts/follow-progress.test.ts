import { expect, it } from 'vitest';
import { followProgress } from './follow-progress.js';

const SAID = [
  'Scope: 21 of 22 workspace projects',
  '[WARN] Unsupported engine for kysely@0.29.9: wanted: {"node":">=22.0.0"} (current: {"node":"20.20.2"})',
  'Progress: resolved 495, reused 3, downloaded 60, added 62',
  'Downloading next@16.4.6: 43.66 MB/43.66 MB, done',
  'Progress: resolved 495, reused 3, downloaded 492, added 495, done',
];

function watch(isTTY: boolean): string {
  let written = '';
  const progress = followProgress({ isTTY, write: (text: string) => (written += text) });
  for (const line of SAID) progress.see(line);
  progress.end();
  return written;
}

it('on a terminal one line counts, and is gone in the end', () => {
  const lines = watch(true).split('\r\u001b[K');
  expect(lines.map((line) => /\d+ of \d+ packages$/.exec(line)?.[0] ?? '')).toEqual([
    '',
    '63 of 495 packages',
    '495 of 495 packages',
    '',
  ]);
  expect(lines.at(-1)).toBe('');
});

it('elsewhere it is one sentence', () => {
  expect(watch(false)).toBe('Installing dependencies, this once; it takes about half a minute …\n');
});
