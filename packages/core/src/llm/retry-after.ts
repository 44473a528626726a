/** A longer requested wait is cut to this, because no turn waits longer for one model call. */
export const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1_000;

/** A plain decimal number, without a sign, an exponent, or a word such as `Infinity`. */
const NUMBER = /^\s*(\d{1,20}(?:\.\d{1,20})?)\s*$/;

/**
 * Returns how long a server asks us to wait, in whole milliseconds from 0 to a day: `Retry-After-Ms`, or `Retry-After` in seconds
 * or as a date, relative to the answer's own Date (RFC 9110, 10.2.3). Returns `undefined` if neither is readable. It is the only
 * reader of these headers.
 */
export function readRetryAfterMs(headers: Pick<Headers, 'get'> | undefined): number | undefined {
  const milliseconds = readNumber(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return toBoundedMs(milliseconds);
  const retryAfter = headers?.get('retry-after');
  const seconds = readNumber(retryAfter);
  if (seconds !== undefined) return toBoundedMs(seconds * 1_000);
  const delay = Date.parse(retryAfter ?? '') - Date.parse(headers?.get('date') ?? '');
  return Number.isNaN(delay) ? undefined : toBoundedMs(delay);
}

function readNumber(text: string | null | undefined): number | undefined {
  const [, digits] = NUMBER.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function toBoundedMs(delayMs: number): number {
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.ceil(delayMs)));
}
