import { z } from 'zod';

/** `true` or `false`; `fallback` when it is not set. */
export function flag(fallback: 'true' | 'false' = 'false') {
  return z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((text) => text === 'true');
}
