import { createHash } from 'node:crypto';
import { EverrunsError } from '@everruns/schemas';

/** A strong tag of these values. */
export function entityTagOf(...values: unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}

/** RFC 9110 `If-Match`: `*` or a list of strong tags. Throws `precondition_failed` when none is the current one. */
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
