import type { Clock } from '@everruns/core/catalog';

/** The clock's time as ISO 8601 in UTC with milliseconds. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** Returns the time this many milliseconds from now, in the same format. */
export function timestampIn(clock: Clock, aheadMs: number): string {
  return new Date(clock.now() + aheadMs).toISOString();
}

/** Returns the clock's time, but later than `previous`, for a time that distinguishes two versions. */
export function timestampAfter(clock: Clock, previous: string): string {
  return new Date(Math.max(clock.now(), Date.parse(previous) + 1)).toISOString();
}
