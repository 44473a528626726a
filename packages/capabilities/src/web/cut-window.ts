/** The part of a text that is returned. */
export interface Window {
  /** The position of the first character. */
  start: number;
  maxChars: number;
}

/** A window and what stands around it have to fit into what a model reads of one result (64 KB). */
const MAX_WINDOW_BYTES = 56_000;

/** Returns the window of a text. It is cut earlier where its characters take many bytes, and never inside a surrogate pair. */
export function cutWindow(text: string, { start, maxChars }: Window): string {
  let end = Math.min(text.length, start + maxChars);
  let excess = jsonBytes(text.slice(start, end)) - MAX_WINDOW_BYTES;
  while (excess > 0) {
    end -= Math.max(16, Math.floor(excess / 6));
    excess = jsonBytes(text.slice(start, end)) - MAX_WINDOW_BYTES;
  }
  const isSplit = end > start + 1 && end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return text.slice(start, isSplit ? end - 1 : end);
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
