// Plain JavaScript for whatever Node ≥ 20 the host has: installs what is locked, then runs a command on the locked Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

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
run(path.join(root, 'node_modules/node/bin/node'), [...command, ...args]);

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

function run(program, programArgs) {
  const bin = path.join(root, 'node_modules/.bin');
  // In a process group of its own the child hears Ctrl-C from us only: the terminal tells us, and npm tells us again.
  const child = spawn(program, programArgs, {
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  let passedOnAt = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (performance.now() - passedOnAt < 500) return;
      passedOnAt = performance.now();
      child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
