import type { JsonObject, JsonValue } from '@everruns/schemas';

/** Text that PostgreSQL and JSON encoders accept. NUL and unpaired surrogates become U+FFFD, so offsets in UTF-16 units stay true. */
export function toStorableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** A JSON value with only storable text in it, keys included. */
export function toStorableJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableJson);
  if (typeof value === 'object' && value !== null) return toStorableObject(value);
  return value;
}

export function toStorableObject(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [toStorableText(key), toStorableJson(value)]));
}
