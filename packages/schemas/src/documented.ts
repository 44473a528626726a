import { z } from 'zod';

/** What JSON Schema can say of a rule that the code checks with a function. */
export interface Documented {
  /** Keywords that are added to the schema's own, or stand in their place; `undefined` takes one away. */
  keywords?: Record<string, unknown>;
  /** The object holds the fields of exactly one of these, all of them. */
  alternatives?: readonly (readonly string[])[];
}

/** Notes on a schema what the OpenAPI document says of it; what is parsed stays the same. */
export function documented<Schema extends z.ZodType>(schema: Schema, about: Documented): Schema {
  return schema.meta({ ...z.globalRegistry.get(schema), documented: about });
}

/** What was noted on a schema, or null. */
export function findDocumented(schema: z.core.$ZodType): Documented | null {
  // Only the function above writes under this name.
  return (z.globalRegistry.get(schema)?.['documented'] as Documented | undefined) ?? null;
}
