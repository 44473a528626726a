import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashSources, repository } from '../builds/hash-sources.ts';
import { CliError } from '../cli-error.ts';

export const uiFolder = path.join(repository, 'apps/ui');
/** All sources of the built UI. Its server runs from its sources, beside the build. */
const SOURCES = {
  paths: ['apps/ui/src', 'apps/ui/package.json', 'apps/ui/next.config.ts', 'packages/sdk/src', 'pnpm-lock.yaml'],
  except: ['apps/ui/src/server'],
};
const OUTPUT_LINES = 30;

/** Builds the UI if its sources have changed since the last build. Throws an error with the end of the build's output. The signal ends a build. */
export async function buildUi(onProgress: (text: string) => void, signal?: AbortSignal): Promise<void> {
  // The npm package contains the built UI without its sources.
  if (existsSync(path.join(uiFolder, '.next/everruns-prebuilt'))) return;
  const stampFile = path.join(uiFolder, '.next/everruns-sources');
  const stamp = await hashSources(SOURCES);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  onProgress('Building the UI, this once; it takes about half a minute …');
  const program = path.join(uiFolder, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [program, 'build'], {
    cwd: uiFolder,
    env: nextEnvironment(),
    stdio: 'pipe',
    ...(signal && { signal }),
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
