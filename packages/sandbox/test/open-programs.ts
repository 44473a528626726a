import type { SandboxCommand, SandboxRunOptions } from '@everruns/core';
import { systemClock } from '@everruns/kernel';
import { afterAll } from 'vitest';
import { createSandbox } from '../src/create-sandbox.ts';

export const MB = 1024 * 1024;
export const log = { info: () => undefined, warn: () => undefined };
export const never = new AbortController().signal;

type Options = Partial<SandboxRunOptions>;

/** One sandbox for the tests of a file, with a function for each kind of program. */
export function openPrograms() {
  const sandbox = createSandbox({ clock: systemClock, log });
  afterAll(() => sandbox.close());
  const run = (command: SandboxCommand, options: Options = {}) => {
    const all = { files: [], timeoutMs: 20_000, memoryBytes: 256 * MB, signal: never, tenant: 'org-1', ...options };
    return sandbox.run(command, all);
  };
  return {
    bash: (script: string, options?: Options) => run({ kind: 'bash', script }, options),
    javascript: (code: string, options?: Options) => run({ kind: 'javascript', code }, options),
    python: (code: string, options?: Options) => run({ kind: 'python', code }, { memoryBytes: 512 * MB, ...options }),
  };
}
