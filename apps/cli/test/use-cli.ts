import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type CliProcess, runCli, startDev } from './cli-process.ts';

/** Commands of the CLI on a data folder that each test has for itself. What `start` has started ends with the test. */
export interface CliWorld {
  readonly folder: string;
  start(env?: Record<string, string>): ReturnType<typeof startDev>;
  /** Runs a command that must end with 1, and returns what it printed. */
  fails(args: string[], env?: Record<string, string>): Promise<string>;
}

export function useCli(): CliWorld {
  let folder = '';
  let started: CliProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'everruns-e2e-'));
    started = [];
  });
  afterEach(async () => {
    for (const running of started) {
      running.child.kill('SIGTERM');
      await running.ends();
    }
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    async start(env = {}) {
      const running = await startDev(folder, env);
      started.push(running);
      return running;
    },
    async fails(args, env = {}) {
      const process_ = runCli(args, { EVERRUNS_DATA_DIR: folder, ...env });
      expect(await process_.ends()).toBe(1);
      return process_.output().trim();
    },
  };
}
