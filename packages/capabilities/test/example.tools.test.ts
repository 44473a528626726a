import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CapabilityDefinition } from '@everruns/core/catalog';
import type { Tool } from '@everruns/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createToolBench } from './tool-context.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGE = path.join(ROOT, 'apps/docs/how-to/add-a-capability.md');
const BLOCK = /```ts parsed title="([^"]+)"\n(.*?)```/gs;

let folder: string;
/** The files of the page, as they would lie in `packages/capabilities/src`; only the way to their neighbors differs. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(import.meta.dirname, '.example-'));
  const page = await readFile(PAGE, 'utf8');
  for (const [, name = '', code = ''] of page.matchAll(BLOCK)) {
    const file = path.join(folder, 'word-count', `${name}.ts`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, code.replaceAll("'../", "'../../../src/"));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the example of the page that says how to add a capability compiles', { timeout: 120_000 }, async () => {
  const config = path.join(folder, 'tsconfig.json');
  const extended = path.join(ROOT, 'tsconfig.base.json');
  await writeFile(config, JSON.stringify({ extends: extended, include: ['word-count'] }));
  const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
  const { stdout } = await promisify(execFile)(tsc, ['-p', config, '--noEmit']).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});

it('the example of the page runs', async () => {
  const { wordCount } = (await import(`${folder}/word-count/definition.ts`)) as { wordCount: CapabilityDefinition };
  const { createWordCountTools } = (await import(`${folder}/word-count/tools.ts`)) as {
    createWordCountTools: () => Tool[];
  };
  const tools = createWordCountTools();
  expect(tools.map(({ name }) => name)).toEqual(wordCount.tools.map(({ name }) => name));
  const bench = createToolBench(tools);
  await bench.files.write({ path: '/a.txt', content: 'one two\nthree ', encoding: 'text' });
  expect(await bench.run('count_words', { path: '/a.txt' })).toEqual({ words: 3, kept: '/counts/a.txt' });
  expect(await bench.files.read('/counts/a.txt')).toMatchObject({ content: '3\n' });
  await bench.files.write({ path: '/b.bin', content: '/wA=', encoding: 'base64' });
  await expect(bench.run('count_words', { path: '/b.bin' })).rejects.toThrow('is not text');
});
