import { backoffMs } from '@everruns/kernel';
import { EverrunsApiError } from './everruns-api-error.ts';

const MAX_TRIES = 6;
const BACKOFF = { firstMs: 200, maxMs: 5_000 };
/** Who is told to come back later than this decides for themselves. */
const MAX_WAIT_MS = 60_000;

export interface FailedTry {
  error: unknown;
  method: string;
  /** Tries so far, this one included. */
  tries: number;
}

/** Milliseconds to wait before the same request may be sent again; null where it must not be, or no longer makes sense. */
export function retryDelayMs({ error, method, tries }: FailedTry, random: () => number): number | null {
  if (tries >= MAX_TRIES || !isSafe(error, method)) return null;
  const asked = error instanceof EverrunsApiError ? error.retryAfterMs : null;
  if (asked !== null && asked > MAX_WAIT_MS) return null;
  return Math.max(asked ?? 0, backoffMs(BACKOFF, tries, random));
}

/** A GET changes nothing and a POST carries its key; any other request may be repeated only where it was not begun. */
function isSafe(error: unknown, method: string): boolean {
  const isRepeatable = method === 'get' || method === 'post';
  if (!(error instanceof EverrunsApiError)) return isRepeatable;
  if (error.status === 429) return error.retryAfterMs !== null;
  if (error.status === 409) return method === 'post' && error.code === 'idempotency_in_progress';
  return isRepeatable && error.status >= 502 && error.status <= 504;
}
