/** PostgreSQL refuses NUL and JSON encoders refuse lone surrogates, so neither may be stored. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
