import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EverrunsError, type OrganizationId } from '@everruns/schemas';
import { z } from 'zod';
import type { EncryptionKey, KeyRing } from './key-ring.ts';

/** Where a secret is stored. It cannot be decrypted in any other place. */
export interface SecretPlace {
  table: string;
  row_id: string;
  org_id: OrganizationId | string;
}

/** A secret at rest, encrypted by AES-256-GCM under its own key, which the key-encryption key `key_id` wraps. Fields are base64. */
export const EncryptedSecret = z.strictObject({
  version: z.literal(1),
  alg: z.literal('A256GCM'),
  key_id: z.string(),
  dek_wrapped: z.base64(),
  nonce: z.base64(),
  ciphertext: z.base64(),
});
export type EncryptedSecret = z.infer<typeof EncryptedSecret>;

export interface Envelope {
  /** The id of the key that wraps new secrets. */
  readonly currentKeyId: string;
  encrypt(plaintext: string, place: SecretPlace): EncryptedSecret;
  /** Throws `internal` for a payload that was altered, moved, or wrapped by a key that this process does not have. */
  decrypt(payload: unknown, place: SecretPlace): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
// Without a fixed length, Node accepts a 4-byte tag, which can be guessed.
const TAG_BYTES = 16;

export function createEnvelope(keys: KeyRing): Envelope {
  return {
    currentKeyId: keys.current.id,
    encrypt(plaintext, place) {
      const aad = additionalData(place);
      const dek = randomBytes(32);
      const nonce = randomBytes(NONCE_BYTES);
      const wrapNonce = randomBytes(NONCE_BYTES);
      return {
        version: 1,
        alg: 'A256GCM',
        key_id: keys.current.id,
        dek_wrapped: Buffer.concat([wrapNonce, seal(dek, { key: keys.current.bytes, nonce: wrapNonce, aad })]).toString(
          'base64',
        ),
        nonce: nonce.toString('base64'),
        ciphertext: seal(Buffer.from(plaintext), { key: dek, nonce, aad }).toString('base64'),
      };
    },
    decrypt(payload, place) {
      try {
        return openSecret(keys, EncryptedSecret.parse(payload), additionalData(place));
      } catch (error) {
        throw new EverrunsError('internal', `A secret in ${place.table} cannot be decrypted.`, { cause: error });
      }
    },
  };
}

function openSecret(keys: KeyRing, payload: EncryptedSecret, aad: Buffer): string {
  const wrapped = Buffer.from(payload.dek_wrapped, 'base64');
  const dek = unseal(wrapped.subarray(NONCE_BYTES), {
    key: findKey(keys, payload.key_id).bytes,
    nonce: wrapped.subarray(0, NONCE_BYTES),
    aad,
  });
  const sealed = { key: dek, nonce: Buffer.from(payload.nonce, 'base64'), aad };
  return unseal(Buffer.from(payload.ciphertext, 'base64'), sealed).toString();
}

function findKey(keys: KeyRing, id: string): EncryptionKey {
  const key = [keys.current, keys.previous].find((candidate) => candidate?.id === id);
  if (key === undefined || key === null) throw new Error(`wrapped by ${id}, which is not configured`);
  return key;
}

function additionalData(place: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(['everruns/secret/1', place.table, place.row_id, place.org_id]));
}

interface Seal {
  key: Buffer;
  nonce: Buffer;
  aad: Buffer;
}

function seal(plaintext: Buffer, { key, nonce, aad }: Seal): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function unseal(sealed: Buffer, { key, nonce, aad }: Seal): Buffer {
  if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) throw new Error('The payload is too short.');
  const split = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(sealed.subarray(split));
  return Buffer.concat([decipher.update(sealed.subarray(0, split)), decipher.final()]);
}
