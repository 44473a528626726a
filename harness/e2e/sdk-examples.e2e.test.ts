import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { EXAMPLE_OUTPUT } from '../sdk/example-output.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
const folder = path.resolve(import.meta.dirname, '../../packages/sdk/examples');

it.each(readdirSync(folder))('the SDK’s example %s runs as it stands', async (file) => {
  const args = [path.join(folder, file), shared.running.urls[0] ?? ''];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
  expect(stdout).toMatch(EXAMPLE_OUTPUT[file] ?? /the test knows no such example/);
  expect(stderr).toBe('');
});
