// Plain JavaScript for whatever Node ≥ 20 the host has: installs what is locked, then runs a command on the locked Node 24.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'apps/cli/bin/everruns.js');
const COMMANDS = {
  start: [cli, 'dev'],
  everruns: [cli],
  reset: [cli, 'reset'],
  demo: [path.join(root, 'harness/demo/main.ts')],
  test: [path.join(root, 'scripts/test.js')],
  kits: [path.join(root, 'scripts/kits.js')],
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) fail(`Usage: node scripts/boot.js <${Object.keys(COMMANDS).join('|')}> [arguments]`);
install();
runProgram(path.join(root, 'node_modules/node/bin/node'), [...command, ...args], path.join(root, 'node_modules/.bin'));

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules/.everruns-installed');
  const wanted = `${lock} ${process.platform}-${process.arch}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing dependencies; the first time takes a minute or two.');
  const [program, ...prefix] = findPnpm();
  const { status, error } = spawnSync(program, [...prefix, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CI: '1' },
  });
  if (status !== 0) fail(`The dependencies could not be installed${error ? `: ${error.message}` : ', see above'}.`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function findPnpm() {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const wanted = packageManager.split('@')[1];
  // `pnpm --version` in this folder may fetch the pinned version; outside it says what is installed.
  const found = spawnSync('pnpm', ['--version'], { cwd: '/', encoding: 'utf8' });
  return found.stdout?.trim() === wanted ? ['pnpm'] : ['npx', '-y', `pnpm@${wanted}`];
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
