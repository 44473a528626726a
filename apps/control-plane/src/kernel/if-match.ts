import { createHash } from 'node:crypto';
import { EverrunsError } from '@everruns/schemas';

/** Returns a strong entity tag of these values. */
export function entityTagOf(...values: unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}

/**
 * Checks `If-Match` (RFC 9110): `*` or a list of strong tags. Throws `precondition_failed` if none of them is the current tag.
 */
export function assertIfMatch(noun: string, current: string, ifMatch: string | null): void {
  if (ifMatch === null || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes(current)) return;
  throw new EverrunsError(
    'precondition_failed',
    `The ${noun} has changed since you read it. Read it again, then write.`,
    {
      errors: [{ path: 'If-Match', code: 'stale', message: `is not the current tag ${current}` }],
    },
  );
}
