import { deriveKey } from './derive-key.ts';
import type { KeyRing } from './key-ring.ts';

/** `current` signs or encrypts. What `previous` has signed or encrypted is still taken, so that replicas change keys one after the other. */
export interface KeyPair {
  current: Buffer;
  previous: Buffer | null;
}

/** The keys of one purpose, from both key-encryption keys. */
export function deriveKeyPair({ current, previous }: KeyRing, purpose: string): KeyPair {
  return {
    current: deriveKey(current.bytes, purpose),
    previous: previous === null ? null : deriveKey(previous.bytes, purpose),
  };
}

/** Opens something with the key that closed it. Null if it was neither of the two. */
export async function openWithEither<Opened>(
  { current, previous }: KeyPair,
  open: (key: Buffer) => Promise<Opened>,
): Promise<Opened | null> {
  const opened = await open(current).catch(() => null);
  return opened ?? (previous === null ? null : open(previous).catch(() => null));
}
