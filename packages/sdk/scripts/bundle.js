// One file of JavaScript with everything in it: whoever installs the package installs nothing else. The types are the compiler's.
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
await build({
  entryPoints: [path.join(root, 'src/index.ts')],
  outfile: path.join(dist, 'index.js'),
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2022',
  legalComments: 'none',
});
const parser = path.dirname(createRequire(import.meta.url).resolve('eventsource-parser/package.json'));
await copyFile(path.join(parser, 'LICENSE'), path.join(dist, 'eventsource-parser.LICENSE'));
