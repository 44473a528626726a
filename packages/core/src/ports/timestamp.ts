/** Formats a time of a Clock for the wire: ISO 8601 in UTC, with milliseconds. */
export function toIsoTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** A measured duration as it is recorded, in milliseconds: what lies below hundredths is noise, and a dozen bytes in each log. */
export function toRecordedMs(durationMs: number): number {
  return Math.round(durationMs * 100) / 100;
}
