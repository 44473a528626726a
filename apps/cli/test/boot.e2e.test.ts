import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const boot = fileURLToPath(new URL('../../../scripts/boot.js', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-boot-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function runBoot(args: string[]) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, EVERRUNS_DATA_DIR: folder };
  return spawn(process.execPath, [boot, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
}

test('Ctrl-C, which arrives from the terminal and from npm, stops the command once', async () => {
  const child = runBoot(['start', '--port', '0']);
  const closed = once(child, 'close');
  let output = '';
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('until=idle')) resolve();
    });
  });
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await closed).toEqual([0, null]);
  expect(output.match(/Stopping/g)).toHaveLength(1);
});

test('the exit code of the command is kept', async () => {
  const child = runBoot(['everruns', 'migrate']);
  expect(await once(child, 'exit')).toEqual([1, null]);
});
