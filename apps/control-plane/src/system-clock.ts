import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Ids } from '@everruns/core/catalog';
import { v7 } from 'uuid';

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

/** UUID v7 of the machine's clock. */
export const systemIds: Ids = { uuid: () => v7() };
