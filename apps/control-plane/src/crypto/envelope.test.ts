import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelope, type EncryptedSecret } from './envelope.ts';
import { makeKeyRing, type EncryptionKey } from './key-ring.ts';

const keyOf = (id: string, seed: number): EncryptionKey => ({
  id,
  bytes: Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + seed * 101 + index * index) & 0xff)),
});
const V1 = keyOf('kek-v1', 1);
const V2 = keyOf('kek-v2', 2);
const envelope = createEnvelope(makeKeyRing(V1, null));
const PLACE = { table: 'llm_providers', row_id: 'row-1', org_id: 'org-1' };
const INTERNAL = expect.objectContaining({ code: 'internal' });

describe('envelope', () => {
  it('opens what it sealed, and seals anew each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(envelope.decrypt(JSON.parse(JSON.stringify(envelope.encrypt(text, PLACE))), PLACE)).toBe(text);
      }),
    );
    expect(envelope.encrypt('a', PLACE).ciphertext).not.toBe(envelope.encrypt('a', PLACE).ciphertext);
  });

  it.each([
    ['table', { ...PLACE, table: 'secrets' }],
    ['row', { ...PLACE, row_id: 'row-2' }],
    ['organization', { ...PLACE, org_id: 'org-2' }],
  ])('does not open in another %s', (_name, place) => {
    expect(() => envelope.decrypt(envelope.encrypt('sk-1', PLACE), place)).toThrow(INTERNAL);
  });

  it.each(['dek_wrapped', 'nonce', 'ciphertext'] as const)('notices every flipped bit of %s', (field) => {
    const sealed = envelope.encrypt('sk-1', PLACE);
    const bytes = Buffer.from(sealed[field], 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => envelope.decrypt({ ...sealed, [field]: flipped.toString('base64') }, PLACE)).toThrow(INTERNAL);
    }
  });

  it('refuses a tag cut to 4 bytes', () => {
    const sealed = envelope.encrypt('', PLACE);
    const cut = (field: 'dek_wrapped' | 'ciphertext', drop: number): EncryptedSecret => {
      const bytes = Buffer.from(sealed[field], 'base64');
      return { ...sealed, [field]: bytes.subarray(0, bytes.length - drop).toString('base64') };
    };
    expect(() => envelope.decrypt(cut('ciphertext', 12), PLACE)).toThrow(INTERNAL);
    expect(() => envelope.decrypt(cut('dek_wrapped', 12), PLACE)).toThrow(INTERNAL);
  });

  it('after a rotation opens old secrets and seals new ones with the new key', () => {
    const old = envelope.encrypt('sk-1', PLACE);
    const rotated = createEnvelope(makeKeyRing(V2, V1));
    expect(rotated.decrypt(old, PLACE)).toBe('sk-1');
    expect(rotated.encrypt('sk-1', PLACE).key_id).toBe('kek-v2');
    expect(() => createEnvelope(makeKeyRing(V2, null)).decrypt(old, PLACE)).toThrow(INTERNAL);
  });

  it('refuses anything that is no payload', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => envelope.decrypt(value, PLACE)).toThrow(INTERNAL);
      }),
    );
  });
});
