import { z } from 'zod';

/**
 * Drops `null` from the optional fields of a new noun, where it means that the field is absent: many clients write
 * every optional field as null. Fields for which null has its own meaning keep it, and so does all free-form JSON.
 */
export function dropNullOptionals(schema: z.core.$ZodType, value: unknown): unknown {
  return holdsNull(value) ? drop(schema, value) : value;
}

/** Most bodies hold no null, and then nothing has to be rebuilt. */
function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(holdsNull);
}

function drop(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => drop(inner.element, item));
  if (!(inner instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const shape: Record<string, z.core.$ZodType> = inner.shape;
  const kept = Object.entries(value).flatMap(([name, given]): [string, unknown][] => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field === undefined) return [[name, given]];
    if (given === null && isAbsenceFor(field)) return [];
    return [[name, drop(field, given)]];
  });
  return Object.fromEntries(kept);
}

function isAbsenceFor(field: z.core.$ZodType): boolean {
  return !z.safeParse(field, null).success && z.safeParse(field, undefined).success;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.def.innerType);
  return schema;
}
