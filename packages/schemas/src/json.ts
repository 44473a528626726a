import { z } from 'zod';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/**
 * Any JSON value. The body reader limits depth and size. A function checks it, because client generators drop everything that
 * uses a recursive schema.
 */
export const JsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>(isJsonValue, { message: 'must be JSON' });
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), JsonValue);

function isJsonValue(value: unknown): value is JsonValue {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === null || typeof next === 'string' || typeof next === 'boolean') continue;
    if (typeof next === 'number' ? !Number.isFinite(next) : !pushChildren(next, waiting)) return false;
  }
  return true;
}

function pushChildren(value: unknown, waiting: unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value) && !isPlain(value)) return false;
  for (const child of Array.isArray(value) ? value : Object.values(value)) waiting.push(child);
  return true;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
