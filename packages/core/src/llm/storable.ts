import { toStorableText } from '@everruns/kernel';
import type { JsonObject, JsonValue } from '@everruns/schemas';

/** Makes all text in a JSON value storable, including keys. The depth of the value must be bounded. */
export function toStorableJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableJson);
  if (typeof value === 'object' && value !== null) return toStorableObject(value);
  return value;
}

/** Without keys named `__proto__`, which the log refuses. */
export function toStorableObject(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(kept.map(([key, value]) => [toStorableText(key), toStorableJson(value)]));
}

export interface ValueLimits {
  /** The depth of nested objects and lists. */
  maxDepth: number;
  /** The total number of members and elements. */
  maxItems: number;
  /** The total length of text and keys, in UTF-16 units. */
  maxLength: number;
}

/** Whether a value may be walked and stored. Recursion on a value that is nested a million times would overflow the stack. */
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
