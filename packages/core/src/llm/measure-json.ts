const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

export interface JsonShapeLimits {
  /** The depth of nested objects and arrays. */
  maxDepth: number;
  /** The total number of objects, arrays, and items after a comma. */
  maxItems: number;
}

/**
 * Checks JSON text before it is parsed, because a few megabytes of brackets become hundreds in memory. Returns the limit that the
 * text breaks, or null. It does not check whether the text is JSON.
 */
export function findBrokenLimit(text: string, { maxDepth, maxItems }: JsonShapeLimits): 'depth' | 'items' | null {
  if (text.length <= maxItems && hasAtMost(text, ['{', '['], maxDepth)) return null;
  let depth = 0;
  let items = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) index = endOfString(text, index);
    else if (unit === COMMA) items += 1;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      items += 1;
      if (depth > maxDepth) return 'depth';
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    if (items > maxItems) return 'items';
  }
  return null;
}

/** Most texts are short and have few brackets, and a native search finds these far faster than a loop over the text. */
function hasAtMost(text: string, marks: readonly string[], most: number): boolean {
  let count = 0;
  for (const mark of marks) {
    for (let index = text.indexOf(mark); index !== -1; index = text.indexOf(mark, index + 1)) {
      count += 1;
      if (count > most) return false;
    }
  }
  return true;
}

/** Returns the index of the closing quote, or the end of the text if the string never ends. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === BACKSLASH) index += 1;
    else if (unit === QUOTE) return index;
  }
  return text.length;
}
