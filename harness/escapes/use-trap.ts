import { systemClock } from '@everruns/kernel';
import { createSandbox } from '@everruns/sandbox';
import { afterAll, beforeAll } from 'vitest';
import { openTrap, type Trap } from './open-trap.ts';

/** A sandbox and a trap for the tests of one file. The trap is open from its first test on. */
export function useTrap() {
  const sandbox = createSandbox({ clock: systemClock, log: { info: () => undefined, warn: () => undefined } });
  let trap: Trap;
  beforeAll(async () => {
    trap = await openTrap();
  });
  afterAll(async () => {
    await sandbox.close();
    await trap.close();
  });
  return {
    sandbox,
    get trap() {
      return trap;
    },
  };
}
