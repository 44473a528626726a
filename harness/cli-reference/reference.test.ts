import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { REFERENCE_FILE, renderReference } from './render-reference.ts';

it('the page of the command line is that of the commands (node harness/cli-reference/main.ts)', async () => {
  expect(await readFile(REFERENCE_FILE, 'utf8')).toBe(await renderReference());
});
