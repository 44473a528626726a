/**
 * Returns text that PostgreSQL and JSON encoders accept. NUL and unpaired surrogates become U+FFFD, so offsets in UTF-16 units
 * stay valid.
 */
export function toStorableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** Returns storable text, cut to at most `maxLength` UTF-16 units. */
export function toBoundedText(text: string, maxLength: number): string {
  return toStorableText(text.slice(0, maxLength));
}
