import { z } from 'zod';
import { LoginResponse } from './auth.ts';
import { LIMITS } from './limits.ts';

/** The letters of a user code: no vowels, so that it spells nothing, and none that is mistaken for another (RFC 8628, 6.1). */
export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const HALF = 4;
const WRITTEN = new RegExp(`^[${USER_CODE_LETTERS}]{${2 * HALF}}$`);

/**
 * Returns a user code as it is stored and shown, such as `BCDF-GHJK`, from what a person typed: lower case, blanks and hyphens do not
 * matter. Null if it cannot be a code.
 */
export function toUserCode(typed: string): string | null {
  const letters = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  return WRITTEN.test(letters) ? `${letters.slice(0, HALF)}-${letters.slice(HALF)}` : null;
}

const UserCode = z.string().min(1).max(LIMITS.userCodeLength);

/** A program asks to be signed in. A person reads `client_name`, so it is one short line of plain characters. */
export const StartDeviceLoginRequest = z.strictObject({
  client_name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@:()/+-]{0,99}$/u, 'must be one line of up to 100 letters'),
});
export type StartDeviceLoginRequest = z.infer<typeof StartDeviceLoginRequest>;

/** The answer to a program that asks to be signed in, with the names of RFC 8628. Times are seconds. */
export const DeviceLogin = z.object({
  /** The secret of the program. It is exchanged once. */
  device_code: z.string(),
  /** What the person types at `verification_uri`. */
  user_code: z.string(),
  verification_uri: z.string(),
  expires_in: z.int(),
  /** The shortest pause between two calls of `/v1/auth/device/token`. */
  interval: z.int(),
});
export type DeviceLogin = z.infer<typeof DeviceLogin>;

export const ExchangeDeviceCodeRequest = z.strictObject({ device_code: z.string().min(1).max(LIMITS.tokenLength) });
export type ExchangeDeviceCodeRequest = z.infer<typeof ExchangeDeviceCodeRequest>;

/**
 * What has become of a request to be signed in. `pending`: nobody has decided. `slow_down`: the same, and the program asked too early.
 * `approved`: `login` has the tokens, which only this answer shows.
 */
export const DeviceLoginProgress = z.object({
  status: z.enum(['pending', 'slow_down', 'approved', 'denied', 'expired']),
  /** The pause before the next call, in seconds. */
  interval: z.int(),
  login: LoginResponse.optional(),
});
export type DeviceLoginProgress = z.infer<typeof DeviceLoginProgress>;

/** A request to be signed in, as the person sees it who approves it. */
export const PendingDeviceLogin = z.object({
  user_code: z.string(),
  /** What the program says it is. Nobody has checked it. */
  client_name: z.string(),
  /** The network that the program asked from. */
  network: z.string(),
  /** Whether the person who looks at this comes from that network too. */
  is_same_network: z.boolean(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type PendingDeviceLogin = z.infer<typeof PendingDeviceLogin>;

export const DecideDeviceLoginRequest = z.strictObject({ user_code: UserCode });
export type DecideDeviceLoginRequest = z.infer<typeof DecideDeviceLoginRequest>;

export const PendingDeviceLoginQuery = z.strictObject({ user_code: UserCode });
