/**
 * Returns why a header cannot carry a key, as the end of a sentence that begins with its name: a curly quote, a zero-width space
 * or a line end that was copied along. Returns null for printable ASCII without blanks. It names only that one character of the
 * key.
 */
export function findUnsendableCharacter(key: string): string | null {
  const characters = Array.from(key);
  const index = characters.findIndex((character) => !/^[\x21-\x7e]$/.test(character));
  if (index < 0) return null;
  const code = characters[index]?.codePointAt(0) ?? 0;
  const name = NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `must be plain ASCII without blanks, and holds ${name} as character ${index + 1}: copy it again`;
}

const NAMES: Readonly<Record<number, string>> = {
  0x09: 'a tab',
  0x0a: 'a line end',
  0x0d: 'a carriage return',
  0x20: 'a blank',
  0xa0: 'a no-break space',
  0x200b: 'a zero-width space (U+200B)',
  0x2018: 'a curly quote (U+2018)',
  0x2019: 'a curly quote (U+2019)',
  0x201c: 'a curly quote (U+201C)',
  0x201d: 'a curly quote (U+201D)',
  0xfeff: 'a byte order mark (U+FEFF)',
};
