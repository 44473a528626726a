import { createHash } from 'node:crypto';

/** Names the headers that sign in, without telling them. */
export function hashHeaders(headers: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(headers)).digest('hex').slice(0, 32);
}
