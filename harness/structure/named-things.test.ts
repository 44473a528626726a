import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listFiles, readSource, repositoryRoot } from './source-files.ts';

const sources = listFiles('*.ts', '*.tsx', '*.js', '*.sql', '*.proto').filter(
  (file) => !/\/gen\/|\/fixtures\//.test(file),
);
const documents = listFiles('*.md');
const basenames = new Set(listFiles('*').map((file) => path.basename(file)));
/** `E12`, `I4`: codes of the engine’s laws. `E2E` and hexadecimal digits are not. */
const LAW = /(?<![\w#-])(E|I)([1-9]\d?)(?![\w-])/g;
const FILE_NAME = /(?<![\w/*<.{-])((?:(?:[\w.@-]+|\(\w+\)|\[[\w.]+\])\/)*[\w.-]+\.(?:ts|tsx|sql|proto|md))(?![\w*])/g;

/** Returns the text of line comments and block comments, without the code. */
function readComments(file: string): string {
  const text = readSource(file);
  const blocks = [...text.matchAll(/\/\*\*?[\s\S]*?\*\//g)].map((match) => match[0]);
  const lines = [...text.matchAll(/(?:^|\s)(?:\/\/|--) .*$/gm)].map((match) => match[0]);
  return [...blocks, ...lines].join('\n');
}

/** Blocks that the tests of the documentation run name files of their own. */
const RUN_BLOCK = /^```\w+ run\b[\s\S]*?^```$/gm;

const texts = [
  ...documents.map((file) => ({ file, text: readSource(file).replace(RUN_BLOCK, '') })),
  ...sources.map((file) => ({ file, text: readComments(file) })),
];

it('every law that a comment or a document cites is in apps/docs/engine.md', () => {
  const engine = readSource('apps/docs/engine.md');
  const known = new Set([...engine.matchAll(/^(?:\| |- \*\*)((?:E|I)\d+)\b/gm)].map((match) => match[1]));
  expect(known.size).toBe(34 + 19);
  const unknown = texts.flatMap(({ file, text }) =>
    [...text.matchAll(LAW)].filter(([code]) => !known.has(code)).map(([code]) => `${file}: ${code}`),
  );
  expect(unknown).toEqual([]);
});

it('every file that a comment or a document names exists', () => {
  const missing = texts.flatMap(({ file, text }) =>
    [...text.matchAll(FILE_NAME)]
      .map((match) => match[1] ?? '')
      .filter((name) => !isThere(name, file))
      .map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

/**
 * A bare name must be that of any file. A path must exist below the root or below the naming file, or be the end of some
 * file's path.
 */
function isThere(name: string, from: string): boolean {
  if (!name.includes('/')) return basenames.has(name);
  const roots = ['.', path.dirname(from)];
  if (roots.some((root) => existsSync(path.join(repositoryRoot, root, name)))) return true;
  return listFiles('*').some((file) => file.endsWith(`/${name.replace(/^(\.\.?\/)+/, '')}`));
}
