import { existsSync, globSync, writeFileSync } from 'node:fs';

/** Debian's `faketime`: the process below it has another time than everybody else. */
const [LIBRARY = ''] = globSync('/usr/lib/*/faketime/libfaketime.so.1');

/** Whether processes can be given a wrong clock here; scripts/test.js says so where they cannot. */
export const hasFaketime = existsSync(LIBRARY);

// The monotonic clock stays what it is, as it does when an operator or NTP sets a clock.
const PRELOAD = { LD_PRELOAD: LIBRARY, FAKETIME_DONT_FAKE_MONOTONIC: '1' };

/** The environment of a process whose wall clock is off by so much: `-2h`. */
export function wrongClock(skew: string): Record<string, string> {
  return { ...PRELOAD, FAKETIME: skew };
}

/** The environment of a process whose wall clock is right until `jump` sets it, which takes effect within a second. */
export function jumpingClock(file: string): { env: Record<string, string>; jump(skew: string): void } {
  const jump = (skew: string): void => writeFileSync(file, `${skew}\n`);
  jump('+0');
  return { env: { ...PRELOAD, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: '1' }, jump };
}
