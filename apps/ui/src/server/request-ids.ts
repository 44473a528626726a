import { randomUUID } from 'node:crypto';

/** Creates an id for a request that this server answers itself. */
export function makeRequestId(): string {
  return randomUUID();
}
