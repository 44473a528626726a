import { OrganizationId } from '@everruns/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCursorCodec } from './cursor.ts';

const codec = createCursorCodec(Buffer.alloc(32, 7));
const ORG = OrganizationId.parse('00000000-0000-7000-8000-000000000001');
const OTHER = OrganizationId.parse('00000000-0000-7000-8000-000000000002');
const binding = { org_id: ORG, filter: { list: 'agents', status: 'active' } };
const POSITION = ['2026-01-01T00:00:00.000Z', '01890000-0000-7000-8000-00000000000a'];

describe('cursor', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (position) => {
        expect(codec.decode(binding, codec.encode(binding, position))).toEqual(position);
      }),
    );
  });

  it.each([
    ['another organization', { ...binding, org_id: OTHER }],
    ['another filter', { ...binding, filter: { ...binding.filter, status: 'archived' } }],
    ['another list', { ...binding, filter: { ...binding.filter, list: 'sessions' } }],
  ])('refuses a cursor of %s', (_name, other) => {
    const cursor = codec.encode(binding, POSITION);
    expect(() => codec.decode(other, cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });

  it('refuses a cursor of another key', () => {
    const cursor = createCursorCodec(Buffer.alloc(32, 8)).encode(binding, POSITION);
    expect(() => codec.decode(binding, cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });

  it('of the key before a rotation is read, and new ones are of the new key', () => {
    const [before, after] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    const rotated = createCursorCodec(after, before);
    expect(rotated.decode(binding, codec.encode(binding, POSITION))).toEqual(POSITION);
    expect(createCursorCodec(after).decode(binding, rotated.encode(binding, POSITION))).toEqual(POSITION);
  });

  it('refuses every altered character and every made-up text', () => {
    const cursor = codec.encode(binding, POSITION);
    const altered = fc
      .nat(cursor.length - 1)
      .chain((at) =>
        fc
          .constantFrom('A', 'a', '0', '_', '-', '+', '=')
          .map((letter) => cursor.slice(0, at) + letter + cursor.slice(at + 1)),
      );
    fc.assert(
      fc.property(fc.oneof(altered, fc.string()), (text) => {
        fc.pre(text !== cursor);
        expect(() => codec.decode(binding, text)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
      }),
    );
  });
});
