import type { Clock } from '@everruns/core/catalog';

/** The clock's time as ISO 8601 in UTC with milliseconds. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** The time so many milliseconds from now, in the same form. */
export function timestampIn(clock: Clock, aheadMs: number): string {
  return new Date(clock.now() + aheadMs).toISOString();
}

/** The clock's time, and later than what is given: for a time that tells two versions apart. */
export function timestampAfter(clock: Clock, previous: string): string {
  return new Date(Math.max(clock.now(), Date.parse(previous) + 1)).toISOString();
}
