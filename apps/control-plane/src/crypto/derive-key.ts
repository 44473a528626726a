import { hkdfSync } from 'node:crypto';

/** A key of its own for each purpose, derived from the key-encryption key (HKDF-SHA256, RFC 5869). */
export function deriveKey(kek: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', kek, 'everruns', purpose, 32));
}
