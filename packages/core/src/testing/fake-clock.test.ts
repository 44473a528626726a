import { clockContract } from '@everruns/kernel/testing';
import { createFakeClock } from './fake-clock.ts';

clockContract({
  name: 'of tests',
  make: () => {
    const clock = createFakeClock();
    return { clock, pass: (ms) => clock.advance(ms), close: () => undefined };
  },
});
