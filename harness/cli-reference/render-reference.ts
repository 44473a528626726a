import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { formatReference } from './format-reference.ts';

const root = path.resolve(import.meta.dirname, '../..');
export const REFERENCE_FILE = path.join(root, 'apps/docs/cli.md');

/** The page as the formatter leaves it. */
export async function renderReference(): Promise<string> {
  const formatter = path.join(root, 'node_modules/.bin/oxfmt');
  const { stdout, status, stderr } = spawnSync(formatter, ['--stdin-filepath', REFERENCE_FILE], {
    cwd: root,
    input: formatReference(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The page cannot be formatted: ${stderr}`);
  return stdout;
}
