import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { hashSources, repository } from '../builds/hash-sources.ts';
import { CliError } from '../cli-error.ts';

const docsFolder = path.join(repository, 'apps/docs');
const PROGRAM = path.join(docsFolder, 'src/main.ts');
/** Everything that pages are made from. */
const SOURCES = {
  paths: [
    'apps/docs',
    'apps/control-plane/src/config',
    'apps/control-plane/src/telemetry',
    'harness/observability/alerts.yaml',
    'apps/worker/src/config',
    'packages/capabilities/src',
    'packages/schemas/src',
    'packages/settings/src',
    'pnpm-lock.yaml',
  ],
  except: ['dist', 'node_modules', '.site', '.astro'].map((folder) => `apps/docs/${folder}`),
};
const OUTPUT_LINES = 20;

/**
 * Builds the documentation if its sources have changed since the last build, in a process that yields to every other one. Aborting ends
 * it. Throws an error with the end of the build's output.
 */
export async function buildDocs(signal?: AbortSignal): Promise<void> {
  // The npm package contains the built site without its sources.
  if (!existsSync(PROGRAM)) return;
  const isStopped = () => signal?.aborted ?? false;
  const stampFile = path.join(docsFolder, 'dist/.everruns-sources');
  const stamp = await hashSources(SOURCES);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp || isStopped()) return;
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(PROGRAM, {
    cwd: docsFolder,
    env: { PATH, HOME, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    silent: true,
    execArgv: [],
  });
  signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  yieldToOthers(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  await once(child, 'close');
  if (child.exitCode === 0) return writeFile(stampFile, stamp);
  if (isStopped()) return;
  throw new CliError(
    `The documentation could not be built:\n${output.trim().split('\n').slice(-OUTPUT_LINES).join('\n')}`,
  );
}

function yieldToOthers({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not allow it.
  }
}

/** Builds the documentation beside what runs. Its pages are served as Markdown until it is done, and if it fails. */
export function buildDocsMeanwhile(report: (message: string) => void): AsyncDisposable {
  const stop = new AbortController();
  const built = buildDocs(stop.signal).catch((error: unknown) =>
    report(error instanceof Error ? error.message : String(error)),
  );
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await built;
    },
  };
}
