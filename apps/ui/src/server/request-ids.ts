import { randomUUID } from 'node:crypto';

/** Names a request that this server answers by itself. */
export function makeRequestId(): string {
  return randomUUID();
}
