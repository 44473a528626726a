import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, transform } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../dev/stack.ts';
import { packPackage, runTool } from '../packaging/pack-package.ts';
import { launchBrowser } from '../ui/browser.ts';
import { EXAMPLE_OUTPUT } from './example-output.ts';
import { installNode, listNodes } from './nodes.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../packages/sdk/examples');
const names = await readdir(EXAMPLES);

const PAGE =
  '<!doctype html><script type="importmap">{"imports":{"@everruns/sdk":"./sdk.js","zod":"./zod.js"}}</script>';

/** The folder of a program that uses the SDK as it is published: its tarball, zod, and the examples as JavaScript. */
let folder: string;
let stack: Stack;
/** Serves the folder to browsers, as another site than the API. */
const site = createServer(({ url = '/' }, response) => {
  const isScript = url.endsWith('.js');
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  void (isScript ? readFile(path.join(folder, path.basename(url))) : Promise.resolve(PAGE)).then((body) =>
    response.end(body),
  );
});
let origin: string;

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: `export * from '${entry}';`, resolveDir: folder },
    outfile,
    bundle: true,
    format: 'esm',
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-platforms-'));
  const tarball = await packPackage('packages/sdk', folder);
  const { version } = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../node_modules/zod/package.json'), 'utf8'),
  );
  await runTool('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', tarball, `zod@${version}`], folder);
  for (const name of names) {
    const { code } = await transform(await readFile(path.join(EXAMPLES, name), 'utf8'), {
      loader: 'ts',
      format: 'esm',
    });
    await writeFile(path.join(folder, name.replace(/\.ts$/, '.mjs')), code);
    await writeFile(path.join(folder, name.replace(/\.ts$/, '.js')), code);
  }
  await bundle('@everruns/sdk', path.join(folder, 'sdk.js'));
  await bundle('zod', path.join(folder, 'zod.js'));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  stack = await startStack({ runner: 'local', env: { CORS_ALLOWED_ORIGINS: origin } });
}, 300_000);
afterAll(async () => {
  site.close();
  await stack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe.each(listNodes())('the published SDK in Node $version', (node) => {
  beforeAll(() => installNode(node), 300_000);

  it('is that Node', async () => {
    expect((await runTool(node.program, ['--version'], folder)).stdout).toBe(`v${node.version}\n`);
  });

  it.each(names)('runs the example %s', async (name) => {
    // Of these only Node 20 has no WebSocket without it.
    const flags = node.version.startsWith('20.') ? ['--experimental-websocket', '--no-warnings'] : [];
    const args = [...flags, name.replace(/\.ts$/, '.mjs'), stack.urls[0] ?? ''];
    const { stdout, stderr } = await runTool(node.program, args, folder);
    expect(stdout).toMatch(EXAMPLE_OUTPUT[name] ?? /the test knows no such example/);
    expect(stderr).toBe('');
  });
});

/** What the examples take of a command line and write to it. */
const COMMAND_LINE = `
  globalThis.printed = '';
  globalThis.process = { argv: ['', '', API], stdout: { write: (text) => (printed += text) } };
  console.log = (text) => (printed += text + '\\n');
`;

describe('the published SDK in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each(names)('runs the example %s, on a page of another site', async (name) => {
    const page = await browser.newPage();
    await page.addInitScript(COMMAND_LINE.replace('API', JSON.stringify(stack.urls[0])));
    await page.goto(origin);
    // As text: what runs the tests rewrites an import.
    const script = `import('${origin}/${name.replace(/\.ts$/, '.js')}').then(() => printed)`;
    const printed = await page.evaluate<string>(script);
    expect(printed).toMatch(EXAMPLE_OUTPUT[name] ?? /the test knows no such example/);
    await page.close();
  });
});
