import type { Clock } from '@everruns/core/catalog';

/** The clock's time as ISO 8601 in UTC with milliseconds. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** The same, and later than what is given: for a time that tells two versions apart. */
export function timestampAfter(clock: Clock, previous: string): string {
  return new Date(Math.max(clock.now(), Date.parse(previous) + 1)).toISOString();
}
