import { Validator, type Schema } from '@cfworker/json-schema';

export interface CheckInput {
  /** The JSON Schema 2020-12 and the arguments, as JSON: `{schema, value}`. */
  text: string;
}

const MAX_ERRORS = 10;

/** Returns what is wrong with arguments, with the place of each fault. The validator interprets the schema and generates no code. */
export default function checkArguments({ text }: CheckInput): string[] {
  const { schema, value } = JSON.parse(text) as { schema: Schema; value: unknown };
  const { errors } = new Validator(schema, '2020-12', false).validate(value);
  // A fault is also reported for everything that contains it.
  const inner = errors.filter(({ keyword }) => !OUTER.has(keyword));
  return (inner.length > 0 ? inner : errors)
    .slice(0, MAX_ERRORS)
    .map(({ instanceLocation, error }) => `${instanceLocation.replace(/^#\/?/, '') || 'arguments'}: ${error}`);
}

const OUTER: ReadonlySet<string> = new Set(['properties', 'items', 'additionalProperties', 'allOf', 'prefixItems']);
