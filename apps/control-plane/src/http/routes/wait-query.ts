import { z } from 'zod';

const DEFAULT_WAIT_SECONDS = 60;

/** `true`, or seconds from 1 to 300. */
export const WaitQuery = z.strictObject({
  wait: z.union([z.literal('true'), z.coerce.number().int().min(1).max(300)]).optional(),
});

export function toMilliseconds(wait: 'true' | number): number {
  return (wait === 'true' ? DEFAULT_WAIT_SECONDS : wait) * 1_000;
}
