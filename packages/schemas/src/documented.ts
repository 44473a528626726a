import { z } from 'zod';

/** The JSON Schema of a rule that the code checks with a function. */
export interface Documented {
  /** Keywords that are added to the schema's own or replace them. `undefined` removes one. */
  keywords?: Record<string, unknown>;
  /** The object has exactly one of these sets of fields, and all fields of that set. */
  alternatives?: readonly (readonly string[])[];
}

/** Attaches documentation for OpenAPI to a schema. Parsing does not change. */
export function documented<Schema extends z.ZodType>(schema: Schema, about: Documented): Schema {
  return schema.meta({ ...z.globalRegistry.get(schema), documented: about });
}

/** Returns the documentation of a schema, or null. */
export function findDocumented(schema: z.core.$ZodType): Documented | null {
  // Only the function above writes this key.
  return (z.globalRegistry.get(schema)?.['documented'] as Documented | undefined) ?? null;
}
