import type { Clock } from '@everruns/core/catalog';

/** The clock's time as ISO 8601 in UTC with milliseconds. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
