/** A moment of a Clock as the wire writes it: ISO 8601 in UTC, with milliseconds. */
export function toIsoTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
