/** The characters that JSON.stringify would write in another way than PostgreSQL reads them: control characters and lone surrogates. */
const JSON_ESCAPES = /[^ -\ud7ff\ue000-\uffff]/;

/**
 * Writes an array of texts as PostgreSQL reads one. pg does the same at twice the cost, and a session's change has five such arrays, with
 * all its events.
 */
export function toArrayLiteral(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : quote(item))).join()}}`;
}

/** Within quotes only `"` and `\` have to be escaped. That is all that JSON escapes in most texts, and it does so natively. */
function quote(text: string): string {
  return JSON_ESCAPES.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : JSON.stringify(text);
}
