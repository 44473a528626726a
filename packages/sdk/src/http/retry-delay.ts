import { backoffMs } from '@everruns/kernel';
import { EverrunsApiError } from './everruns-api-error.ts';

const MAX_TRIES = 6;
const BACKOFF = { firstMs: 200, maxMs: 5_000 };
/** If the server asks for a longer wait, the caller decides whether to wait. */
const MAX_WAIT_MS = 60_000;

export interface FailedTry {
  error: unknown;
  method: string;
  /** The number of tries so far, including this one. */
  tries: number;
}

/** Returns the milliseconds to wait before the same request is sent again, or null if it must not be, or is not worth it. */
export function retryDelayMs({ error, method, tries }: FailedTry, random: () => number): number | null {
  if (tries >= MAX_TRIES || !isSafe(error, method)) return null;
  const asked = error instanceof EverrunsApiError ? error.retryAfterMs : null;
  if (asked !== null && asked > MAX_WAIT_MS) return null;
  return Math.max(asked ?? 0, backoffMs(BACKOFF, tries, random));
}

/** A GET changes nothing and a POST carries its key. Any other request may be repeated only if the server has not begun it. */
function isSafe(error: unknown, method: string): boolean {
  const isRepeatable = method === 'get' || method === 'post';
  if (!(error instanceof EverrunsApiError)) return isRepeatable;
  if (error.status === 429) return error.retryAfterMs !== null;
  if (error.status === 409) return method === 'post' && error.code === 'idempotency_in_progress';
  return isRepeatable && error.status >= 502 && error.status <= 504;
}
