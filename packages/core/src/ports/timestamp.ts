/** Formats a time of a Clock for the wire: ISO 8601 in UTC, with milliseconds. */
export function toIsoTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
