import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxCommand } from '@everruns/core';

export type EngineKind = SandboxCommand['kind'];

export interface Engine {
  kind: EngineKind;
  /** The package with the engine, and the flags of Node that it needs. */
  packageName: string;
  flags: readonly string[];
  /** How long a child may take until its engine is loaded. */
  startMs: number;
  /** Whether a child can begin with the memory of another one whose engine was loaded. */
  hasSnapshots: boolean;
}

export const ENGINES: Readonly<Record<EngineKind, Engine>> = {
  bash: {
    kind: 'bash',
    packageName: 'just-bash',
    flags: ['--max-old-space-size=512'],
    startMs: 20_000,
    hasSnapshots: false,
  },
  javascript: {
    kind: 'javascript',
    packageName: 'isolated-vm',
    flags: ['--allow-addons', '--no-node-snapshot', '--allow-fs-read=/etc/alpine-release'],
    startMs: 20_000,
    hasSnapshots: false,
  },
  python: {
    kind: 'python',
    packageName: 'pyodide',
    flags: ['--max-old-space-size=512'],
    startMs: 60_000,
    hasSnapshots: true,
  },
};

/** The address of an engine's package, or null if it is not part of this installation. */
export function findEngine({ packageName }: Engine): string | null {
  try {
    return import.meta.resolve(packageName);
  } catch {
    return null;
  }
}

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const MAIN = fileURLToPath(new URL('./child/main.ts', import.meta.url));

export interface ChildOptions {
  /** The address of the engine's package. */
  address: string;
  /** Whether no program waits for it, so that it has the time to load what most programs use. */
  isSpare: boolean;
  /** How many bytes of memory it is sent to begin with, or whether it sends its own. */
  snapshot: number | 'none' | 'send';
}

/**
 * The arguments with which Node runs a child: it may read the code of this package and of the installed packages, and nothing else;
 * write nothing; start no process and no thread; and make no code from text, which is how programs leave an interpreter.
 */
export function childArguments(engine: Engine, { address, isSpare, snapshot }: ChildOptions): string[] {
  return [
    '--permission',
    '--disallow-code-generation-from-strings',
    '--disable-warning=PERM0001',
    ...engine.flags,
    `--allow-fs-read=${PACKAGE}`,
    `--allow-fs-read=${findModules(address)}`,
    MAIN,
    engine.kind,
    address,
    isSpare ? 'spare' : 'wanted',
    String(snapshot),
  ];
}

/** The folder of installed packages in which an engine lies with what it needs: pnpm's store, or the nearest `node_modules`. */
function findModules(address: string): string {
  const file = realpathSync(fileURLToPath(address));
  const store = `${path.sep}node_modules${path.sep}.pnpm${path.sep}`;
  const at = file.indexOf(store);
  if (at !== -1) return file.slice(0, at + store.length);
  return file.slice(0, file.lastIndexOf(`${path.sep}node_modules${path.sep}`) + '/node_modules/'.length);
}
