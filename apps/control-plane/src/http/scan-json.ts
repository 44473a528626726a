import { EverrunsError } from '@everruns/schemas';
import { formatPath } from './problem.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Looks at JSON text before anything recursive does: nesting deeper than `maxDepth` is refused, naming the top-level field in
 * which it lies. Does not judge whether the text is JSON.
 */
export function scanJsonDepth(text: string, maxDepth: number): void {
  let depth = 0;
  let lastString = '';
  let field: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) {
      const end = endOfString(text, index);
      if (depth === 1) lastString = text.slice(index + 1, end);
      index = end;
    } else if (unit === COLON && depth === 1) {
      field = lastString;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > maxDepth) throw tooDeep(field, maxDepth);
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
}

/** Index of the closing quote, or of the last unit when the string never ends. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === BACKSLASH) index += 1;
    else if (unit === QUOTE) return index;
  }
  return text.length;
}

function tooDeep(field: string | null, limit: number): EverrunsError {
  const path = field ?? '$';
  const message = `must not be nested deeper than ${limit} levels`;
  return new EverrunsError('invalid_request', `${path}: ${message}.`, {
    errors: [{ path, code: 'too_deep', message, limit }],
  });
}

/**
 * Walks a parsed value of bounded depth: refuses numbers that became infinite (`1e400`), and text or keys that cannot be stored
 * (NUL, lone surrogates) or that would reach a prototype. The error names the field.
 */
export function assertStorable(value: unknown, path: PropertyKey[] = []): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw refuse(path, 'number_out_of_range', 'must be a number that fits in 64 bits');
  }
  if (typeof value === 'string' && !isStorable(value)) {
    throw refuse(path, 'text_invalid', 'must not contain NUL or unpaired surrogates');
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => assertStorable(item, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!isStorable(key) || key === '__proto__') {
        throw refuse(path, 'key_invalid', 'must not have a key with NUL or unpaired surrogates, or named __proto__');
      }
      assertStorable(item, [...path, key]);
    }
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function refuse(path: PropertyKey[], code: string, message: string): EverrunsError {
  const name = formatPath(path);
  return new EverrunsError('invalid_request', `${name}: ${message}.`, { errors: [{ path: name, code, message }] });
}
