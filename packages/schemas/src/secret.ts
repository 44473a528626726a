import { z } from 'zod';
import { HostPattern } from './host-pattern.ts';
import { LIMITS } from './limits.ts';

export const SecretName = z
  .string()
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/,
    'must hold at most 64 letters, digits, _ and -, beginning with a letter or digit',
  );
export type SecretName = z.infer<typeof SecretName>;

/** A secret as it is shown: its value is written once and never read. */
export const Secret = z.object({
  name: z.string(),
  /** Whose it is: a session uses the secret of its own subject before that of the organization, which is `local`. */
  subject: z.string(),
  /** The only hosts to which tools send it. */
  hosts: z.array(z.string()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Secret = z.infer<typeof Secret>;

/**
 * The value goes into headers and queries, so it is printable ASCII. It has at least eight characters, because a shorter one could
 * not be told from other text where a server repeats it, and would not be masked there.
 */
export const PutSecretRequest = z.strictObject({
  value: z
    .string()
    .trim()
    .min(LIMITS.secretMinLength, `must have at least ${LIMITS.secretMinLength} characters`)
    .max(LIMITS.secretLength)
    .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII in one line'),
  hosts: z.array(HostPattern).min(1).max(LIMITS.hostsPerSecret),
});
export type PutSecretRequest = z.infer<typeof PutSecretRequest>;
