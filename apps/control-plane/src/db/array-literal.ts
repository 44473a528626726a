/** What JSON.stringify would write otherwise than PostgreSQL reads it: control characters, and halves of surrogate pairs alone. */
const JSON_ESCAPES = /[^ -\ud7ff\ue000-\uffff]/;

/** An array of texts as PostgreSQL reads one. pg does the same, at twice the cost: a session's change has five, with all its events. */
export function toArrayLiteral(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : quote(item))).join()}}`;
}

/** In quotes only `"` and `\` are escaped: that is also all that JSON does to most texts, and there it is done natively. */
function quote(text: string): string {
  return JSON_ESCAPES.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : JSON.stringify(text);
}
