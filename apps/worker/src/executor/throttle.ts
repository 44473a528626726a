import type { Clock } from '@everruns/core';

/** Passes on the first value of each span of time and drops the rest. */
export function createThrottle<Value>(
  clock: Pick<Clock, 'monotonic'>,
  spanMs: number,
  pass: (value: Value) => void,
): (value: Value) => void {
  let nextMs = -Infinity;
  return (value) => {
    const now = clock.monotonic();
    if (now < nextMs) return;
    nextMs = now + spanMs;
    pass(value);
  };
}
