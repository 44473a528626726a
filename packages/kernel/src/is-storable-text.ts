/** PostgreSQL refuses NUL, JSON encoders refuse lone surrogates: neither may enter. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
