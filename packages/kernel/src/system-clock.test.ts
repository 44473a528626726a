import { vi } from 'vitest';
import { systemClock } from './system-clock.ts';
import { clockContract } from './testing/index.ts';

clockContract({
  name: "the system's",
  make: () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return { clock: systemClock, pass: (ms) => vi.advanceTimersByTimeAsync(ms), close: () => void vi.useRealTimers() };
  },
});
