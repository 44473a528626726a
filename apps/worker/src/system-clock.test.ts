import { clockContract } from '@everruns/core/testing/contracts';
import { vi } from 'vitest';
import { systemClock } from './system-clock.ts';

clockContract({
  name: "the worker's",
  make: () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return { clock: systemClock, pass: (ms) => vi.advanceTimersByTimeAsync(ms), close: () => void vi.useRealTimers() };
  },
});
