import { isStandardSchema, type StandardSchema } from './standard-schema.ts';

/** Returns a schema as JSON Schema 2020-12. Throws `TypeError` for one of a library that cannot write it. */
export function toJsonSchema(
  name: string,
  schema: StandardSchema<never> | StandardSchema | Record<string, unknown>,
): Record<string, unknown> {
  if (!isStandardSchema(schema)) return schema;
  const { jsonSchema } = schema['~standard'];
  if (jsonSchema === undefined)
    throw new TypeError(`The schema of ${name} cannot be written as JSON Schema: give one.`);
  return jsonSchema.input({ target: 'draft-2020-12' });
}
