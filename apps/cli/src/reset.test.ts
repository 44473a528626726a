import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSecrets } from './data-folder/secrets.ts';
import { reset } from './reset.ts';

let folder: string;
let lines: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-reset-'));
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (agrees = true) =>
  reset({ EVERRUNS_DATA_DIR: folder }, { print: (line) => lines.push(line), ask: async () => agrees });

it('shows what is in the data folder, then deletes it', async () => {
  await loadSecrets(folder);
  await run();
  expect(lines[0]).toBe(`In ${folder}: secrets.json (every agent, session and stored key).`);
  expect(existsSync(folder)).toBe(false);
});

it('deletes nothing if the person does not agree', async () => {
  await loadSecrets(folder);
  await run(false);
  expect(lines.at(-1)).toBe('Nothing was deleted.');
  expect(existsSync(path.join(folder, 'secrets.json'))).toBe(true);
});

it('never deletes a folder that is not its own', async () => {
  await writeFile(path.join(folder, 'thesis.txt'), 'years of work');
  await expect(run()).rejects.toThrow('is not a data folder of Everruns');
  expect(existsSync(path.join(folder, 'thesis.txt'))).toBe(true);
});

it('says that there is nothing to reset', async () => {
  await run();
  expect(lines).toEqual([`Nothing to reset: there is no data in ${folder}.`]);
});
