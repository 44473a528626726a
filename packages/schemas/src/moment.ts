import { z } from 'zod';

const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A time in a request: ISO 8601 with `Z` or an offset, converted to UTC with milliseconds. It must be in the years 1970 to 9999,
 * which every database and client can represent, whatever its offset.
 */
export function moment(): z.ZodType<string, string> {
  return z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) >= FIRST && Date.parse(text) <= LAST, {
      message: 'must lie in the years 1970 to 9999 in UTC',
    })
    .transform((text) => new Date(text).toISOString());
}
