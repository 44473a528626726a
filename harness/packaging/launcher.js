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
  const node = findNode();
  if (node === null) {
    console.error(
      `npm has no Node 24 for ${process.platform} on ${process.arch}: install Node 24 or later, and start again.`,
    );
    process.exit(1);
  }
  runProgram(node, [entry, ...process.argv.slice(2)], path.dirname(node));
}

function findNode() {
  try {
    const manifest = `node-${process.platform}-${process.arch}/package.json`;
    return path.join(path.dirname(createRequire(import.meta.url).resolve(manifest)), 'bin/node');
  } catch {
    return null;
  }
}
