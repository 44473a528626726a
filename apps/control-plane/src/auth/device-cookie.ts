import type { Clock, Ids } from '@everruns/core/catalog';
import { UserId } from '@everruns/schemas';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { openWithEither, type KeyPair } from '../crypto/key-pair.ts';
import { readCookie } from './session-cookie.ts';

const Device = z.object({ id: z.string(), users: z.array(UserId) });
type Device = z.infer<typeof Device>;

/**
 * Recognizes a browser that has signed in to an account before. The cookie signs nobody in: it lets its owner try a password while others
 * guess. It is encrypted, so that it cannot be forged, and stored only in the browser.
 */
export interface DeviceCookie {
  /** Returns the device's id if it knows this account, else null. */
  find(headers: Headers, userId: UserId): Promise<string | null>;
  /** Returns a `Set-Cookie` header for the same device, which now knows this account too. */
  write(headers: Headers, userId: UserId): Promise<string>;
}

const NAME = 'everruns_device';
const LIFETIME_SECONDS = 365 * 24 * 60 * 60;
/** How many people may share a browser; the least recent one is dropped first. */
const MAX_USERS = 5;

export function createDeviceCookie(deps: { keys: KeyPair; clock: Clock; ids: Ids; isSecure: boolean }): DeviceCookie {
  const { keys, clock, ids } = deps;
  const attributes = `Path=/v1/auth; HttpOnly; SameSite=Lax${deps.isSecure ? '; Secure' : ''}`;
  const read = async (headers: Headers): Promise<Device | null> => {
    const token = readCookie(headers, NAME);
    if (token === null) return null;
    const options = {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      currentDate: new Date(clock.now()),
    };
    const opened = await openWithEither(keys, (key) => jwtDecrypt(token, key, options));
    return Device.safeParse(opened?.payload['device']).data ?? null;
  };
  return {
    async find(headers, userId) {
      const device = await read(headers);
      return device?.users.includes(userId) === true ? device.id : null;
    },
    async write(headers, userId) {
      const before = await read(headers);
      const others = (before?.users ?? []).filter((id) => id !== userId);
      const device: Device = { id: before?.id ?? ids.uuid(), users: [userId, ...others].slice(0, MAX_USERS) };
      const token = await new EncryptJWT({ device })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(clock.now() / 1_000) + LIFETIME_SECONDS)
        .encrypt(keys.current);
      return `${NAME}=${token}; Max-Age=${LIFETIME_SECONDS}; ${attributes}`;
    },
  };
}
