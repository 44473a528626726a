import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { serveStaticFiles } from './static-files.ts';

const SCRIPT = 'console.log("x");\n'.repeat(100);

/** Starts a server of a folder with a script, a font and an image; any path that is not a file of the build gets 404. */
async function startServer(opened: AsyncDisposableStack): Promise<string> {
  const folder = opened.adopt(await mkdtemp(path.join(tmpdir(), 'static-')), (made) => rm(made, { recursive: true }));
  await mkdir(path.join(folder, 'chunks'));
  await writeFile(path.join(folder, 'chunks/a.js'), SCRIPT);
  await writeFile(path.join(folder, 'b.woff2'), 'font');
  await writeFile(path.join(folder, 'c.svg'), '<svg/>');
  const serve = serveStaticFiles(folder);
  const server = createServer((request, response) => {
    if (!serve(request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  opened.defer(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/_next/static`;
  await expect.poll(async () => (await fetch(`${url}/chunks/a.js`)).status).toBe(200);
  return url;
}

it('scripts and fonts of a build are answered for good, scripts compressed', async () => {
  await using opened = new AsyncDisposableStack();
  const url = await startServer(opened);
  const script = await fetch(`${url}/chunks/a.js?dpl=1`);
  expect(await script.text()).toBe(SCRIPT);
  expect(Number(script.headers.get('content-length'))).toBeLessThan(200);
  const font = await fetch(`${url}/b.woff2`);
  expect(await font.text()).toBe('font');
  const read = ({ headers }: Response) =>
    ['content-type', 'content-encoding', 'cache-control'].map((name) => headers.get(name));
  const forGood = 'public, max-age=31536000, immutable';
  expect([read(script), read(font)]).toEqual([
    ['application/javascript; charset=utf-8', 'gzip', forGood],
    ['font/woff2', null, forGood],
  ]);
});

it('whatever is no such file, or asked for otherwise, is left to the next server', async () => {
  await using opened = new AsyncDisposableStack();
  const url = await startServer(opened);
  const answers = await Promise.all([
    fetch(`${url}/chunks/none.js`),
    fetch(`${url}/chunks/../../secret`),
    fetch(`${url}/c.svg`),
    fetch(`${url}/chunks/a.js`, { method: 'POST' }),
    fetch(`${url}/chunks/a.js`, { headers: { 'accept-encoding': 'identity' } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
});
