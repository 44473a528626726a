import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

const MAX_LINES = 400;

it('no file that a person writes is longer than 400 lines, whatever its language', () => {
  // TypeScript and JavaScript are the linter's (max-lines), for its message in the editor.
  const files = listFiles('*.proto', '*.sql', '*.css', '*.md', '*.yml', '*.sh');
  const lengths = files.map((file) => ({ file, lines: readSource(file).split('\n').length - 1 }));
  expect(lengths.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
});
