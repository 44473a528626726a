#!/usr/bin/env node
// Plain JavaScript for whatever Node ≥ 20 the host has: the product runs on the Node that the package brings.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../scripts/run-program.js';

const entry = fileURLToPath(new URL('../apps/cli/bin/everruns.js', import.meta.url));
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24;
if (isNewEnough) await import(entry);
else {
  const folder = path.dirname(createRequire(import.meta.url).resolve('node/package.json'));
  runProgram(path.join(folder, 'bin/node'), [entry, ...process.argv.slice(2)], path.join(folder, 'bin'));
}
