import type { JsonObject, JsonValue } from '@everruns/schemas';

/** Text that PostgreSQL and JSON encoders accept. NUL and unpaired surrogates become U+FFFD, so offsets in UTF-16 units stay true. */
export function toStorableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** Storable text of at most so many UTF-16 units: what is longer is cut. */
export function toBoundedText(text: string, maxLength: number): string {
  return toStorableText(text.slice(0, maxLength));
}

/** A JSON value with only storable text in it, keys included. For values of bounded depth. */
export function toStorableJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableJson);
  if (typeof value === 'object' && value !== null) return toStorableObject(value);
  return value;
}

export function toStorableObject(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [toStorableText(key), toStorableJson(value)]));
}

export interface ValueLimits {
  /** Objects and lists inside each other. */
  maxDepth: number;
  /** Members and elements in all. */
  maxItems: number;
  /** Text and keys in all, in UTF-16 units. */
  maxLength: number;
}

/** Whether a value may be walked and stored. Recursion on a value that is nested a million times would end the stack. */
export function isWithin(value: JsonValue, { maxDepth, maxItems, maxLength }: ValueLimits): boolean {
  const open: { value: JsonValue; depth: number }[] = [{ value, depth: 0 }];
  let items = 0;
  let length = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value === 'string') length += next.value.length;
    if (typeof next.value === 'object' && next.value !== null) {
      const entries = Object.entries(next.value);
      items += entries.length;
      if (next.depth >= maxDepth || items > maxItems) return false;
      for (const [key, item] of entries) {
        if (!Array.isArray(next.value)) length += key.length;
        open.push({ value: item, depth: next.depth + 1 });
      }
    }
    if (length > maxLength) return false;
  }
  return true;
}
