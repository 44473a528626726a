import type { Controls } from '../nouns.ts';
import type { StandardSchema } from './standard-schema.ts';
import { toJsonSchema } from './to-json-schema.ts';

/**
 * Returns the control `response_format` for a JSON Schema or a Standard Schema (zod and others), which `run.output(schema)` then takes
 * too. The name has letters, digits, `_` and `-`. Throws `TypeError` for a schema that cannot be written as JSON Schema.
 */
export function toResponseFormat<Output>(
  name: string,
  schema: StandardSchema<Output> | Record<string, unknown>,
): NonNullable<Controls['response_format']> {
  return { type: 'json_schema', name, schema: toJsonSchema(name, schema) };
}
