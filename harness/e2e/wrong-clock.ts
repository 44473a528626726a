import { existsSync, globSync, writeFileSync } from 'node:fs';

/** Debian's `faketime` gives one process another time than the rest of the machine. */
const [LIBRARY = ''] = globSync('/usr/lib/*/faketime/libfaketime.so.1');

/** Whether processes can be given a wrong clock here; otherwise scripts/test.js reports that they cannot. */
export const hasFaketime = existsSync(LIBRARY);

// The monotonic clock stays unchanged, as when an operator or NTP sets a clock.
const PRELOAD = { LD_PRELOAD: LIBRARY, FAKETIME_DONT_FAKE_MONOTONIC: '1' };

/** Returns the environment of a process whose wall clock is off by a value such as `-2h`. */
export function wrongClock(skew: string): Record<string, string> {
  return { ...PRELOAD, FAKETIME: skew };
}

/** Returns the environment of a process whose wall clock is right until `jump` sets it, which takes effect within a second. */
export function jumpingClock(file: string): { env: Record<string, string>; jump(skew: string): void } {
  const jump = (skew: string): void => writeFileSync(file, `${skew}\n`);
  jump('+0');
  return { env: { ...PRELOAD, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: '1' }, jump };
}
