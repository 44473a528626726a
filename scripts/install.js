import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { followProgress } from './follow-progress.js';

/** The command, the UI and the documentation, with what their sources need; CI has compared the lockfile with the registry's policies before. */
const PRODUCT = ['--trust-lockfile', ...['cli', 'ui', 'docs'].flatMap((name) => ['--filter', `@everruns/${name}...`])];

/** Installs the locked dependencies of the product, or of everything, unless they are there. Throws with what went wrong. */
export async function install(root, scope) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules/.everruns-installed');
  const everything = `${lock} ${process.platform}-${process.arch}`;
  const product = `${everything} product`;
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
  if (found === everything || (scope === 'product' && found === product)) return;
  // Whoever had everything once, a developer, keeps having it.
  const hadEverything = found !== null && !found.endsWith(' product');
  const isWhole = scope === 'everything' || hadEverything;
  await runPnpm(root, ['install', '--frozen-lockfile', ...(isWhole ? [] : PRODUCT)]);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, isWhole ? everything : product);
}

/** Shows one line of progress. What pnpm says is shown only when it fails. */
async function runPnpm(root, args) {
  const [program, ...prefix] = findPnpm(root);
  const child = spawn(program, [...prefix, ...args, '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '1' },
  });
  const progress = followProgress(process.stderr);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      progress.see(line);
      if (!/Unsupported engine/.test(line)) said.push(line);
    });
  }
  const outcome = await once(child, 'close').catch((error) => [null, error]);
  progress.end();
  if (outcome[0] === 0) return;
  const reason = outcome[1] instanceof Error ? outcome[1].message : said.slice(-30).join('\n');
  throw new Error(`The dependencies could not be installed:\n${reason}`);
}

function findPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const wanted = packageManager.split('@')[1];
  // `pnpm --version` in this folder may fetch the pinned version; outside it says what is installed.
  const found = spawnSync('pnpm', ['--version'], { cwd: '/', encoding: 'utf8' });
  return found.stdout?.trim() === wanted ? ['pnpm'] : ['npx', '-y', `pnpm@${wanted}`];
}
