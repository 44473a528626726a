import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ApiClient } from '../../dev/api-client.ts';
import { startStack } from '../../dev/stack.ts';
import { createKeyCaller, FUZZ_AUTH, OPEN_CALLER } from '../fuzz-world.ts';

const VERSION = '4.32.5';
const VENV = path.join(homedir(), '.cache', 'everruns', `schemathesis-${VERSION}`);
const TOOL = path.join(VENV, 'bin', 'schemathesis');

/** Schemathesis leaves files in its working folder. */
const SCRATCH = tmpdir();
const CONFIG = path.join(import.meta.dirname, 'schemathesis.toml');

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    auth: { type: 'string', default: 'none' },
  },
});

async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', cwd: SCRATCH });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('exit', (code) => resolve(code ?? 1));
  return promise;
}

if (!existsSync(TOOL)) {
  const made =
    (await run('python3', ['-m', 'venv', VENV])) ||
    (await run(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]));
  if (made !== 0)
    throw new Error(
      `schemathesis ${VERSION} could not be installed in ${VENV}; Python 3.10 or later with venv is needed.`,
    );
}

const isFull = values.auth === 'full';
await using stack = await startStack({ runner: 'local', env: { LOG_LEVEL: 'warn', ...(isFull ? FUZZ_AUTH : {}) } });
const clientWith = (headers: Record<string, string>) => new ApiClient(stack.urls, headers);
const { headers } = isFull ? await createKeyCaller(clientWith({}), clientWith) : OPEN_CALLER;
process.exitCode = await run(TOOL, [
  '--config-file',
  CONFIG,
  'run',
  `${stack.urls[0]}/api-doc/openapi.json`,
  // A stream does not end, and `wait` asks for a wait.
  '--exclude-path-regex',
  '/sse$|/v1/feed$',
  ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  '--phases',
  'examples,coverage,fuzzing',
  '--max-examples',
  values.examples,
  '--seed',
  values.seed,
  '--workers',
  '2',
  '--max-response-time',
  '5',
  '--suppress-health-check',
  'all',
  '--warnings',
  'off',
]);
