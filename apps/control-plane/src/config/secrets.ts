import { makeKeyRing, parseEncryptionKey, type KeyRing } from '../crypto/key-ring.ts';

/** Makes the key ring from the settings. `parseEncryptionKey` says which keys are refused. */
export function readKeyRing(current: string, previous: string | undefined): KeyRing {
  return makeKeyRing(
    parseEncryptionKey('SECRETS_ENCRYPTION_KEY', current),
    previous === undefined ? null : parseEncryptionKey('SECRETS_ENCRYPTION_KEY_PREVIOUS', previous, true),
  );
}
