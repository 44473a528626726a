import { hkdfSync } from 'node:crypto';

/** Derives a separate key for each purpose from the key-encryption key (HKDF-SHA256, RFC 5869). */
export function deriveKey(kek: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', kek, 'everruns', purpose, 32));
}
