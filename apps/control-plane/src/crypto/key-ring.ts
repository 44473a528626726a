import { EverrunsError } from '@everruns/schemas';

/** A versioned key-encryption key. */
export interface EncryptionKey {
  id: string;
  bytes: Buffer;
}

/** New values are wrapped by `current`; those that `previous` wrapped can still be read. */
export interface KeyRing {
  current: EncryptionKey;
  previous: EncryptionKey | null;
}

const KEY_BYTES = 32;
const FEWEST_DISTINCT_BYTES = 12;

/**
 * Parses `kek-v1:<base64 of 32 bytes>`. Refuses keys that are too short, repetitive, or typed by hand (an example from a page is
 * all printable text). The message names the setting and never holds a byte of the key.
 */
export function parseEncryptionKey(setting: string, text: string): EncryptionKey {
  const match = /^([a-z0-9][a-z0-9._-]{0,63}):([A-Za-z0-9+/_-]+={0,2})$/.exec(text);
  const [, id, base64] = match ?? [];
  if (id === undefined || base64 === undefined) {
    throw refuse(setting, 'must look like kek-v1:<base64 of 32 random bytes>');
  }
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== KEY_BYTES) throw refuse(setting, `must hold ${KEY_BYTES} bytes, and holds ${bytes.length}`);
  const isTyped = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (isTyped || new Set(bytes).size < FEWEST_DISTINCT_BYTES || isSequence(bytes)) {
    throw refuse(setting, `(key ${id}) is weak or an example; make one with: openssl rand -base64 32`);
  }
  return { id, bytes };
}

/** `previous` must be another key under another id: a payload names its key by id alone. */
export function makeKeyRing(current: EncryptionKey, previous: EncryptionKey | null): KeyRing {
  if (previous?.id === current.id) {
    throw refuse('SECRETS_ENCRYPTION_KEY_PREVIOUS', `has the same key id as SECRETS_ENCRYPTION_KEY: ${current.id}`);
  }
  return { current, previous };
}

function isSequence(bytes: Buffer): boolean {
  const step = (bytes.readUInt8(1) - bytes.readUInt8(0)) & 0xff;
  return bytes.every((byte, index) => index === 0 || ((byte - bytes.readUInt8(index - 1)) & 0xff) === step);
}

function refuse(setting: string, reason: string): EverrunsError {
  return new EverrunsError('invalid_request', `${setting} ${reason}.`, {
    errors: [{ path: setting, code: 'invalid_key', message: reason }],
  });
}
