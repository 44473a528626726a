import type { Clock } from '@everruns/core';
import { systemClock } from '@everruns/kernel';
import { expect, it } from 'vitest';
import { SandboxProcess } from './child-process.ts';
import { ENGINES } from './engines.ts';
import { runProgram } from './run-program.ts';

it('a program whose time is over before anybody waits for it fails alone, and not its worker', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  // The engine is never loaded: its address is no package, and its process ends by itself.
  const wrapper = { command: [], isWithoutNetwork: false };
  const child = new SandboxProcess(ENGINES.bash, {
    address: import.meta.url,
    wrapper,
    isSpare: false,
    snapshot: 'none',
  });
  const clock: Clock = { ...systemClock, after: (_ms, run) => (run(), () => undefined) };
  const options = { files: [], timeoutMs: 1, memoryBytes: 1, signal: new AbortController().signal, tenant: 'a' };
  const run = runProgram({ clock, child }, { kind: 'bash', script: 'true' }, options);
  await expect(run).rejects.toThrow('ran longer than 1 ms');
  await child.ended;
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});
