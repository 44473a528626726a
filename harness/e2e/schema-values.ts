import fc from 'fast-check';

/** JSON Schema as zod writes it for the document. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** A well-formed id that nothing has. */
export const NOBODY = '0194f7a0-0000-7000-8000-00000000dead';

type Components = Readonly<Record<string, JsonSchema>>;

/** The least value that a schema accepts; of an object without required fields, the one with its first field. */
export function leastValue(schema: JsonSchema, components: Components): unknown {
  const options = schema['anyOf'] as JsonSchema[] | undefined;
  if (typeof schema['$ref'] === 'string') return leastValue(resolve(schema['$ref'], components), components);
  if (options?.[0] !== undefined) return leastValue(options[0], components);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (typeOf(schema)) {
    case 'object': {
      const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
      const required = (schema['required'] ?? fields.slice(0, 1).map(([name]) => name)) as string[];
      return Object.fromEntries(
        fields.flatMap(([name, field]) => (required.includes(name) ? [[name, leastValue(field, components)]] : [])),
      );
    }
    case 'array':
      return Number(schema['minItems'] ?? 0) === 0 ? [] : [leastValue(schema['items'] as JsonSchema, components)];
    case 'string':
      return schema['format'] === 'uuid' ? NOBODY : 'a';
    case 'integer':
    case 'number':
      return Number(schema['minimum'] ?? 1);
    default:
      return true;
  }
}

/** Values that the schema allows, mostly; at any depth now and then one that it does not. */
export function valuesOf(schema: JsonSchema, components: Components, depth = 4): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: allowed(schema, components, depth) }, { weight: 1, arbitrary: HOSTILE });
}

/** What breaks parsers, databases and prototypes. */
export const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    -0,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    '%',
    "'; --",
    '${jndi:x}',
    '\u202e',
    '👩‍🚀',
    'x'.repeat(3_000),
    NOBODY,
    '1e400',
    '2026-99-99',
    'null',
    ['a', 1],
    { a: { b: [] } },
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);

function allowed(schema: JsonSchema, components: Components, depth: number): fc.Arbitrary<unknown> {
  if (depth === 0) return fc.constant(leastValue(schema, components));
  const inner = (next: JsonSchema) => valuesOf(next, components, depth - 1);
  if (typeof schema['$ref'] === 'string') return inner(resolve(schema['$ref'], components));
  if (Array.isArray(schema['anyOf'])) return fc.oneof(...(schema['anyOf'] as JsonSchema[]).map(inner));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]));
  switch (typeOf(schema)) {
    case 'object':
      return allowedObject(schema, inner);
    case 'array':
      return fc.array(inner(schema['items'] as JsonSchema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
      });
    case 'string':
      return allowedString(schema);
    case 'integer':
      return fc.integer({
        min: Number(schema['minimum'] ?? 0),
        max: Math.min(Number(schema['maximum'] ?? 1e9), 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function allowedObject(schema: JsonSchema, inner: (next: JsonSchema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const shape = Object.fromEntries(fields.map(([name, field]) => [name, inner(field)]));
  if (fields.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  return fc.record(shape, { requiredKeys: (schema['required'] ?? []) as string[], noNullPrototype: true });
}

function allowedString(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.constantFrom(NOBODY, NOBODY.toUpperCase());
  if (schema['format'] === 'base64') return fc.base64String({ maxLength: 40 });
  // A name that no resolver knows: a turn may go there.
  if (schema['format'] === 'uri') return fc.constantFrom('http://127.0.0.1:9/', 'https://nowhere.invalid/a');
  const bounds = {
    minLength: Number(schema['minLength'] ?? 0),
    maxLength: Math.min(Number(schema['maxLength'] ?? 40), 40),
  };
  return fc.oneof(fc.string({ unit: 'grapheme', ...bounds }), fc.constantFrom('a', 'sample', 'math'));
}

/** Of a nullable one, what it is when it is not null. */
function typeOf(schema: JsonSchema): unknown {
  return Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
}

function resolve(reference: string, components: Components): JsonSchema {
  const schema = components[reference.replace('#/components/schemas/', '')];
  if (schema === undefined) throw new Error(`${reference} is not in the document`);
  return schema;
}
