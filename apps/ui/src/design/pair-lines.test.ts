import { expect, it } from 'vitest';
import { pairLines } from './pair-lines.ts';

const HEAD = '--- version 1\n+++ version 2\n';

it('what went stands beside what came in its place', () => {
  const patch = `${HEAD}@@ -1,4 +1,4 @@\n One.\n-Two.\n-Three.\n+2.\n Four.\n\\ No newline at end of file`;
  expect(pairLines(patch)).toEqual([
    { before: 'One.', after: 'One.', kind: 'same' },
    { before: 'Two.', after: '2.', kind: 'changed' },
    { before: 'Three.', after: null, kind: 'changed' },
    { before: 'Four.', after: 'Four.', kind: 'same' },
  ]);
});

it('the lines between two hunks are a gap, and lines that look like a head belong to the text', () => {
  const patch = `${HEAD}@@ -1,1 +1,1 @@\n--- a rule\n@@ -9,1 +8,2 @@\n A\n+++ more`;
  expect(pairLines(patch)).toEqual([
    { before: '-- a rule', after: null, kind: 'changed' },
    { before: null, after: null, kind: 'gap' },
    { before: 'A', after: 'A', kind: 'same' },
    { before: null, after: '++ more', kind: 'changed' },
  ]);
});
