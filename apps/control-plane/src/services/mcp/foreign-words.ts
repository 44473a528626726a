import { toBoundedText } from '@everruns/kernel';
import type { JsonObject, JsonValue } from '@everruns/schemas';

/** Text of a server, bounded and storable. Undefined for what is no text. */
export function words(value: JsonValue | undefined, max: number): string | undefined {
  return typeof value === 'string' ? toBoundedText(value, max) : undefined;
}

/** The first members of a list of objects; what is something else is left out. */
export function records(value: JsonValue | undefined, max: number): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, max).flatMap((one) => (isRecord(one) ? [one] : []));
}

export function isRecord(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
