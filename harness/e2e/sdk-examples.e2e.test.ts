import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();
const folder = path.resolve(import.meta.dirname, '../../packages/sdk/examples');

/** The expected output of each example. */
const OUTPUT: Record<string, RegExp> = {
  'client-tools.ts': /shipped/,
  'list-and-export.ts': /^To be kept\n1 event\nIt is gone\.\n$/,
  'parsed-answer.ts': /^Oslo: 717710\n$/,
  'quick-start.ts': /\d\d:\d\d/,
  'stream-events.ts': /^\[multiply\]\n[\s\S]*50[\s\S]*\d+ tokens\n$/,
};

it.each(readdirSync(folder))('the SDK’s example %s runs as it stands', async (file) => {
  const args = [path.join(folder, file), shared.running.urls[0] ?? ''];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
  expect(stdout).toMatch(OUTPUT[file] ?? /the test knows no such example/);
  expect(stderr).toBe('');
});
