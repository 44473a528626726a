import type { JsonObject, JsonValue } from '@everruns/schemas';

export function isSchema(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the schema that `#/$defs/name` points to inside `root`, or null if the reference points elsewhere. */
export function resolveReference(root: JsonObject, reference: JsonValue): JsonObject | null {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return null;
  let place: JsonValue | undefined = root;
  for (const step of reference
    .slice(1)
    .split('/')
    .filter((part) => part !== '')) {
    const name = decodeURIComponentSafely(step).replaceAll('~1', '/').replaceAll('~0', '~');
    place = isSchema(place) && Object.hasOwn(place, name) ? place[name] : undefined;
  }
  return isSchema(place) ? place : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
