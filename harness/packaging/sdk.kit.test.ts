import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packPackage, runTool } from './pack-package.ts';

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-sdk-'));
  tarball = await packPackage('packages/sdk', folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const modules = path.resolve(import.meta.dirname, '../node_modules/.bin');

it('the tarball of the SDK passes publint', async () => {
  const { stdout } = await runTool(path.join(modules, 'publint'), ['--strict', tarball], folder);
  expect(stdout).toContain('All good!');
});

it('its types are found in every way that ES modules are resolved', async () => {
  const args = ['--profile', 'esm-only', '--format', 'json', tarball];
  const { stdout } = await runTool(path.join(modules, 'attw'), args, folder);
  const { analysis } = JSON.parse(stdout) as { analysis: { problems: { kind: string }[] } };
  // There is no CommonJS in it: `require` of an ES module works since Node 20.19, and TypeScript says so to its users.
  expect(analysis.problems.filter(({ kind }) => kind !== 'CJSResolvesToESM')).toEqual([]);
});

it('it can be published', async () => {
  const { stderr } = await runTool('npm', ['publish', '--dry-run', '--access', 'public', tarball], folder);
  expect(stderr).toContain('@everruns/sdk');
});

it('it installs into an empty folder, alone, and is imported by the Node that is there', async () => {
  const home = path.join(folder, 'empty');
  await runTool('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', '--offline', tarball], folder);
  const manifest = JSON.parse(await readFile(path.join(home, 'node_modules/@everruns/sdk/package.json'), 'utf8'));
  expect(manifest).not.toHaveProperty('dependencies');
  const script = `import { createEverruns, NotFoundError } from '@everruns/sdk';
    const everruns = createEverruns({ baseUrl: 'http://127.0.0.1:1' });
    console.log(typeof everruns.sessions.send, NotFoundError.name);`;
  await writeFile(path.join(home, 'try.mjs'), script);
  for (const node of new Set([process.execPath, '/usr/bin/node'])) {
    expect((await runTool(node, ['try.mjs'], home)).stdout).toBe('function NotFoundError\n');
  }
});
