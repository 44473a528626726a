// Plain JavaScript for whatever Node ≥ 20 the host has: installs what is locked, then runs a command on the locked Node 24.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.js';
import { findNode } from './find-node.js';
import { runProgram } from './run-program.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'apps/cli/bin/everruns.js');
/** Commands of the product need its packages alone; the others need those of the tests too. */
const COMMANDS = {
  start: { scope: 'product', args: [cli, 'dev'] },
  everruns: { scope: 'product', args: [cli] },
  reset: { scope: 'product', args: [cli, 'reset'] },
  demo: { scope: 'everything', args: [path.join(root, 'harness/demo/main.ts')] },
  test: { scope: 'everything', args: [path.join(root, 'scripts/test.js')] },
  kits: { scope: 'everything', args: [path.join(root, 'scripts/kits.js')] },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) fail(`Usage: node scripts/boot.js <${Object.keys(COMMANDS).join('|')}> [arguments]`);
await install(root, command.scope).catch((error) => fail(error.message));
const node = findNode(root);
if (node === null) {
  fail(`npm has no Node 24 for ${process.platform} on ${process.arch}: install Node 24 or later, and start again.`);
}
const bins = [path.dirname(node), path.join(root, 'node_modules/.bin')];
runProgram(node, [...command.args, ...args], bins.join(path.delimiter));

function fail(message) {
  console.error(message);
  process.exit(1);
}
