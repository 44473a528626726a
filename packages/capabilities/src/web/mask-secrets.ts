const MASK = '[secret]';

/** Returns a text without the secrets that a server has repeated in it. */
export type Mask = (text: string) => string;

/**
 * Makes a mask for secrets, however a server writes them: as they are, in any case, reversed, for a URL, for JSON, for HTML, in hex, or in
 * base64 at any position of a longer text.
 */
export function createMask(values: readonly string[]): Mask {
  const forms = [...new Set(values.flatMap(formsOf).map(lower))]
    .filter((form) => form !== '')
    .toSorted((a, b) => b.length - a.length);
  return (text) => forms.reduce(maskForm, text);
}

function maskForm(text: string, form: string): string {
  const searched = lower(text);
  let result = '';
  let from = 0;
  for (let at = searched.indexOf(form); at >= 0; at = searched.indexOf(form, from)) {
    result += text.slice(from, at) + MASK;
    from = at + form.length;
  }
  return from === 0 ? text : result + text.slice(from);
}

/** Only ASCII, so that positions stay the same. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const eachByte = (write: (byte: number) => string): string => [...bytes].map(write).join('');
  const twoDigits = (byte: number): string => byte.toString(16).padStart(2, '0');
  return [
    value,
    value.split('').toReversed().join(''),
    encodeURIComponent(value),
    encodeURI(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    eachByte((byte) => `%${twoDigits(byte)}`),
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'),
    eachByte((byte) => `\\u00${twoDigits(byte)}`),
    eachByte((byte) => `\\x${twoDigits(byte)}`),
    eachByte((byte) => `&#${byte};`),
    eachByte((byte) => `&#x${twoDigits(byte)};`),
    escapeHtml(value, '&#39;'),
    escapeHtml(value, '&#x27;'),
    escapeHtml(value, '&apos;'),
    hex,
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

function escapeHtml(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

/** The characters that a value determines by itself when it begins `offset` bytes after a multiple of three. */
function base64At(bytes: Buffer, offset: number): string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const whole = text.slice(offset === 0 ? 0 : offset + 1, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
}
