import { EverrunsError } from '@everruns/schemas';
import { findBytesWeakness } from '@everruns/settings';

/** A versioned key-encryption key. */
export interface EncryptionKey {
  id: string;
  bytes: Buffer;
}

/** `current` wraps new values. Values that `previous` has wrapped can still be read. */
export interface KeyRing {
  current: EncryptionKey;
  previous: EncryptionKey | null;
}

const KEY_BYTES = 32;

/**
 * Parses `kek-v1:<base64 of 32 bytes>`. Refuses keys that are too short, repetitive, or typed by hand (examples from documentation
 * are printable text). `isLegacy` also accepts a weak key, for reading what it has written. The message names the setting and never
 * contains a part of the key.
 */
export function parseEncryptionKey(setting: string, text: string, isLegacy = false): EncryptionKey {
  const match = /^([a-z0-9][a-z0-9._-]{0,63}):([A-Za-z0-9+/_-]+={0,2})$/.exec(text);
  const [, id, base64] = match ?? [];
  if (id === undefined || base64 === undefined) {
    throw refuse(setting, 'must look like kek-v1:<base64 of 32 random bytes>');
  }
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== KEY_BYTES) throw refuse(setting, `must hold ${KEY_BYTES} bytes, and holds ${bytes.length}`);
  const weakness = isLegacy ? null : findBytesWeakness(bytes);
  if (weakness !== null) {
    throw refuse(setting, `(key ${id}) is weak or an example: it ${weakness}; make one with: openssl rand -base64 32`);
  }
  return { id, bytes };
}

/** `previous` must be another key under another id, because a payload names its key only by the id. */
export function makeKeyRing(current: EncryptionKey, previous: EncryptionKey | null): KeyRing {
  if (previous?.id === current.id) {
    throw refuse('SECRETS_ENCRYPTION_KEY_PREVIOUS', `has the same key id as SECRETS_ENCRYPTION_KEY: ${current.id}`);
  }
  return { current, previous };
}

function refuse(setting: string, reason: string): EverrunsError {
  return new EverrunsError('invalid_request', `${setting} ${reason}.`, {
    errors: [{ path: setting, code: 'invalid_key', message: reason }],
  });
}
