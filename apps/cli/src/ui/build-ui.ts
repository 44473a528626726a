import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
export const uiFolder = path.join(repository, 'apps/ui');
/** All sources of the built UI. */
const SOURCES = ['apps/ui/src', 'apps/ui/package.json', 'apps/ui/next.config.ts', 'packages/sdk/src', 'pnpm-lock.yaml'];
/** The UI's server runs from its sources, beside the build. */
const SERVER = path.join(uiFolder, 'src/server');
const OUTPUT_LINES = 30;

/** Builds the UI if its sources have changed since the last build. Throws an error with the end of the build's output. */
export async function buildUi(onProgress: (text: string) => void): Promise<void> {
  // The npm package contains the built UI without its sources.
  if (existsSync(path.join(uiFolder, '.next/everruns-prebuilt'))) return;
  const stampFile = path.join(uiFolder, '.next/everruns-sources');
  const stamp = await hashSources();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  onProgress('Building the UI, this once; it takes about half a minute …');
  const program = path.join(uiFolder, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [program, 'build'], {
    cwd: uiFolder,
    env: nextEnvironment(),
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) {
    const end = output.trim().split('\n').slice(-OUTPUT_LINES).join('\n');
    throw new CliError(`The UI could not be built; \`everruns dev --no-ui\` starts without it.\n${end}`);
  }
  await writeFile(stampFile, stamp);
}

/** The environment that Next needs. It does not get the platform's settings and secrets. */
export function nextEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await listFiles(path.join(repository, source)))
      hash.update(path.relative(repository, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(source: string): Promise<string[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return [source];
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(SERVER))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}
