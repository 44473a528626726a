import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from './mask-secrets.ts';

const SECRET = 'Sk-7f/3"a&b<c>\'d+e=9';
const mask = createMask([SECRET, 'another-secret']);
const bytes = Buffer.from(SECRET);
const hex = (byte: number) => byte.toString(16).padStart(2, '0');
const each = (write: (byte: number) => string) => [...bytes].map(write).join('');

const FORMS: Readonly<Record<string, string>> = {
  'as it is': SECRET,
  'in capitals': SECRET.toUpperCase(),
  'in small letters': SECRET.toLowerCase(),
  reversed: [...bytes]
    .map((byte) => String.fromCharCode(byte))
    .toReversed()
    .join(''),
  'for a URL': encodeURIComponent(SECRET),
  'for a form': new URLSearchParams({ v: SECRET }).toString().slice(2),
  'wholly percent-encoded': each((byte) => `%${hex(byte).toUpperCase()}`),
  'for JSON': JSON.stringify(SECRET).slice(1, -1),
  'as escapes of JSON': each((byte) => `\\u00${hex(byte)}`),
  'as escapes of a script': each((byte) => `\\x${hex(byte)}`),
  'for HTML': SECRET.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;'),
  'as numbers of HTML': each((byte) => `&#${byte};`),
  'as hex numbers of HTML': each((byte) => `&#x${hex(byte).toUpperCase()};`),
  'in hex': bytes.toString('hex').toUpperCase(),
  'in base64': bytes.toString('base64'),
  'in base64url': bytes.toString('base64url'),
  'in the base64 of a Basic credential': Buffer.from(`user:${SECRET}`).toString('base64'),
  'in base64, one byte on': Buffer.from(`x${SECRET}yz`).toString('base64'),
  'in base64, two bytes on': Buffer.from(`xy${SECRET}z`).toString('base64url'),
};

describe('a mask', () => {
  it.each(Object.entries(FORMS))('hides a secret that is written %s', (_how, form) => {
    const masked = mask(`before ${form} after, and ${form}.`);
    expect(masked).toContain('[secret]');
    expect(masked).not.toContain(form.slice(4, -4));
    expect(masked).toMatch(/^before .* after, and .*\.$/);
  });

  it('hides every secret, wherever it stands in base64', () => {
    const text = fc.string({ unit: 'binary-ascii', maxLength: 20 });
    const value = fc.string({ unit: fc.constantFrom('a', 'B', '7', '+', '/', '-'), minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(text, value, text, (before, secret, after) => {
        const encoded = Buffer.from(before + secret + after).toString('base64');
        const masked = createMask([secret])(encoded);
        expect(masked).toContain('[secret]');
        expect(Buffer.from(masked, 'base64').toString('latin1')).not.toContain(secret);
      }),
    );
  });

  it('leaves any other text as it is', () => {
    for (const text of ['', 'İstanbul ẞ', 'Sk-7f', '[secret]', 'x'.repeat(100_000)]) expect(mask(text)).toBe(text);
    expect(createMask([])(SECRET)).toBe(SECRET);
  });
});
