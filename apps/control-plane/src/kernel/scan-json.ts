import { isStorableText } from '@everruns/kernel';
import { EverrunsError, type FieldError } from '@everruns/schemas/everruns-error';
import { formatPath } from './format-path.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

export interface JsonLimits {
  /** The depth of nested objects and arrays. */
  maxDepth: number;
  /** The total number of members and elements. */
  maxItems: number;
}

/**
 * Scans JSON text before any recursive code does. It refuses too deep nesting and too many items,
 * naming the top-level field that contains them. It does not check whether the text is valid JSON.
 */
export function scanJson(text: string, { maxDepth, maxItems }: JsonLimits): void {
  let depth = 0;
  let items = 0;
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
    } else if (unit === COMMA) {
      items += 1;
      if (items > maxItems) throw tooMany(field, maxItems);
    }
  }
}

/** Returns the index of the closing quote, or of the last unit if the string never ends. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === BACKSLASH) index += 1;
    else if (unit === QUOTE) return index;
  }
  return text.length;
}

function tooDeep(field: string | null, limit: number): EverrunsError {
  return exceeded(field, { code: 'too_deep', message: `must not be nested deeper than ${limit} levels`, limit });
}

function tooMany(field: string | null, limit: number): EverrunsError {
  return exceeded(field, { code: 'too_many_items', message: `must not bring the body beyond ${limit} items`, limit });
}

function exceeded(field: string | null, rule: Omit<FieldError, 'path'>): EverrunsError {
  const path = formatPath(field === null ? [] : [field]);
  return new EverrunsError('invalid_request', `${path}: ${rule.message}.`, { errors: [{ path, ...rule }] });
}

/**
 * Walks a parsed value of bounded depth. It refuses numbers that became infinite (`1e400`), and text or keys
 * that cannot be stored (NUL, lone surrogates) or that would change a prototype. The error names the field.
 */
export function assertStorable(value: unknown): void {
  walk(value, []);
}

/**
 * `path` is the position of the value. The whole walk shares one list, because a copy at each value
 * would cost more than the check.
 */
function walk(value: unknown, path: PropertyKey[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw refuse(path, 'number_out_of_range', 'must be a number that fits in 64 bits');
  }
  if (typeof value === 'string' && !isStorableText(value)) {
    throw refuse(path, 'text_invalid', 'must not contain NUL or unpaired surrogates');
  }
  if (typeof value !== 'object' || value === null) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    if (typeof key === 'string' && (!isStorableText(key) || key === '__proto__')) {
      throw refuse(path, 'key_invalid', 'must not have a key with NUL or unpaired surrogates, or named __proto__');
    }
    path.push(key);
    walk((value as Record<PropertyKey, unknown>)[key], path);
    path.pop();
  }
}

function refuse(path: PropertyKey[], code: string, message: string): EverrunsError {
  const name = formatPath(path);
  return new EverrunsError('invalid_request', `${name}: ${message}.`, { errors: [{ path: name, code, message }] });
}
