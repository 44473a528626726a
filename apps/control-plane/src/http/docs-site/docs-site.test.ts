import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasErrorCode } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveDocs } from './docs-site.ts';

const SCRIPT = "document.title = 'x'";
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-docs-site-'));
  const files = {
    'built/dist/index.html': `<script src="/docs/a.js"></script><script type="module">${SCRIPT}</script>home`,
    'built/dist/errors/not_found/index.html': 'an error',
    'built/dist/_astro/page.Ab-1_c.css': 'a{}',
    'built/dist/engine.md': '# Engine',
    'built/dist/.everruns-sources': 'hash',
    'built/engine.md': '# Engine',
    'built/README.md': '# Not a page',
    'sources/errors/not_found.md': '# not_found\n\n<b>Cause</b>',
    'secret.txt': 'secret',
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (name: string, pathname: string) => {
  const answer = await serveDocs(path.join(folder, name))(pathname);
  return { text: await answer.text(), headers: answer.headers };
};
const refused = (name: string, pathname: string) =>
  serveDocs(path.join(folder, name))(pathname).then(
    () => false,
    (error: unknown) => hasErrorCode(error, 'not_found'),
  );

it('a built page is found with and without a slash at its end, and its own scripts may run', async () => {
  expect((await read('built', 'errors/not_found')).text).toBe('an error');
  expect((await read('built', 'errors/not_found/')).text).toBe('an error');
  const { text, headers } = await read('built', '');
  expect(text).toMatch(/home$/);
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  expect(headers.get('content-security-policy')).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(headers.get('cache-control')).toBe('no-cache');
});

it('files have their types, and those with a hash in their name are kept', async () => {
  const style = await read('built', '_astro/page.Ab-1_c.css');
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(style.headers.get('cache-control')).toContain('immutable');
  const twin = await read('built', 'engine.md');
  expect([twin.headers.get('content-type'), twin.headers.get('content-security-policy')]).toEqual([
    'text/markdown; charset=utf-8',
    null,
  ]);
});

it.each([
  '../secret.txt',
  'errors/../../../secret.txt',
  '.everruns-sources',
  'a//b',
  '/etc/passwd',
  'x\0',
  'README',
  '%2e%2e',
])('%j is not there', async (pathname) => {
  expect(await refused('built', pathname)).toBe(true);
});

it('without a built site the source of a page is shown as text, and asks again', async () => {
  const { text } = await read('sources', 'errors/not_found');
  expect(text).toContain('&lt;b&gt;Cause&lt;/b&gt;');
  expect(text).toContain('http-equiv="refresh"');
  expect(await refused('sources', 'errors/nothing')).toBe(true);
});

it('a folder that is not there has no page', async () => {
  expect(await refused('nowhere', '')).toBe(true);
});
