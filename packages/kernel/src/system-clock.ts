import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
  after: (ms, onDue) => {
    const timer = setTimeout(onDue, ms);
    return () => clearTimeout(timer);
  },
};
