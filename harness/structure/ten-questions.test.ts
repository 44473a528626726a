import path from 'node:path';
import { expect, it } from 'vitest';
import { findBody } from './life-of.ts';
import { readSource } from './source-files.ts';

const QUESTION = /^\| ([^|]+\?) \| (.+) \|$/gm;
const NAMED = /`(\w+)` in \[[^\]]+\]\(([^)]+)\)/;
const LINK = /\[[^\]]+\]\(([^)]+)\)/;

const questions = [...readSource('CONTRIBUTING.md').matchAll(QUESTION)].map(([, question = '', answer = '']) => ({
  question,
  answer,
}));

it('CONTRIBUTING answers ten questions, one hop from the README', () => {
  expect(readSource('README.md')).toMatch(/\]\(CONTRIBUTING\.md\)/);
  expect(questions).toHaveLength(10);
});

it.each(questions)('$question', ({ answer }) => {
  const [, name, file] = NAMED.exec(answer) ?? [];
  if (name !== undefined && file !== undefined) expect(findBody(readSource(file), name)).not.toBeNull();
  const page = LINK.exec(answer)?.[1] ?? '';
  expect(readSource(path.normalize(page)).length).toBeGreaterThan(0);
});
