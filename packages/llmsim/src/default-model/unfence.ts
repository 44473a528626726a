/** The marks that the product puts around text from outside. */
const FENCED = /<untrusted-(\w+)>\n([^]*?)\n<\/untrusted-\1>/;

/** Returns the first fenced text of a text, or the whole text where nothing is fenced. */
export function unfence(text: string): string {
  return FENCED.exec(text)?.[2] ?? text;
}
