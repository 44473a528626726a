import fc from 'fast-check';
import { HOSTILE_JSON, HOSTILE_TEXTS, NOBODY } from '../fuzz/hostile-values.ts';

/** JSON Schema in the form that zod generates for the document. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

type Components = Readonly<Record<string, JsonSchema>>;

/** Returns the smallest value that a schema accepts; an object without required fields gets its first field. */
export function leastValue(schema: JsonSchema, components: Components): unknown {
  const options = alternativesOf(schema);
  if (typeof schema['$ref'] === 'string') return leastValue(resolve(schema['$ref'], components), components);
  if (options[0] !== undefined) return leastValue(options[0], components);
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
      return schema['pattern'] === '^/' ? '/a' : schema['format'] === 'uuid' ? NOBODY : 'a';
    case 'integer':
    case 'number':
      return Number(schema['minimum'] ?? 1);
    default:
      return true;
  }
}

function alternativesOf({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] {
  return (anyOf ?? oneOf ?? []) as JsonSchema[];
}

export interface ValueSources {
  components: Components;
  /** Existing ids that a field with this name may hold, in addition to its schema's values. */
  known?: Readonly<Record<string, readonly string[]>>;
}

/** Generates values that the schema mostly allows, but now and then, at any depth, one that it does not. */
export function valuesOf(schema: JsonSchema, sources: ValueSources, depth = 4): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 25, arbitrary: allowed(schema, sources, depth) }, { weight: 1, arbitrary: HOSTILE });
}

/** Values that break parsers, databases and prototypes, from the table `fuzz/hostile-values.ts`. */
export const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_JSON) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

function allowed(schema: JsonSchema, sources: ValueSources, depth: number): fc.Arbitrary<unknown> {
  const { components } = sources;
  if (depth === 0) return fc.constant(leastValue(schema, components));
  const inner = (next: JsonSchema) => valuesOf(next, sources, depth - 1);
  if (typeof schema['$ref'] === 'string') return inner(resolve(schema['$ref'], components));
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return fc.oneof(...alternatives.map(inner));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]));
  switch (typeOf(schema)) {
    case 'object':
      return allowedObject(schema, inner, sources);
    case 'array':
      return fc.array(inner(schema['items'] as JsonSchema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
      });
    case 'string':
      return allowedString(schema);
    case 'integer':
      return allowedInteger(Number(schema['minimum'] ?? 0), Number(schema['maximum'] ?? Number.MAX_SAFE_INTEGER));
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Each object has few of its optional fields, because with many of them one would always be wrong. */
function allowedObject(
  schema: JsonSchema,
  inner: (next: JsonSchema) => fc.Arbitrary<unknown>,
  { known = {} }: ValueSources,
): fc.Arbitrary<unknown> {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  if (fields.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  const required = (schema['required'] ?? []) as string[];
  const valueOf = (name: string, field: JsonSchema) => {
    const ids = known[name];
    return ids === undefined ? inner(field) : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, inner(field));
  };
  const optional = fields.map(([name]) => name).filter((name) => !required.includes(name));
  return fc.subarray(optional, { maxLength: Math.min(3, optional.length) }).chain((chosen) => {
    const present = fields.filter(([name]) => required.includes(name) || chosen.includes(name));
    return fc.record(Object.fromEntries(present.map(([name, field]) => [name, valueOf(name, field)])), {
      noNullPrototype: true,
    });
  });
}

/** Generates mostly small integers, and the edges at which a column is too narrow. */
function allowedInteger(min: number, max: number): fc.Arbitrary<number> {
  const edges = [min, max, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1].filter((edge) => edge >= min && edge <= max);
  const small = fc.integer({ min: Math.max(min, -1_000), max: Math.max(min, Math.min(max, 1_000)) });
  return fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: fc.constantFrom(...edges) });
}

function allowedString(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.constantFrom(NOBODY, NOBODY.toUpperCase());
  if (schema['format'] === 'base64') return fc.base64String({ maxLength: 40 });
  // The second name cannot be resolved, because a turn may send a request there.
  if (schema['format'] === 'uri') return fc.constantFrom('http://127.0.0.1:9/', 'https://nowhere.invalid/a');
  const bounds = {
    minLength: Number(schema['minLength'] ?? 0),
    maxLength: Math.min(Number(schema['maxLength'] ?? 40), 40),
  };
  return fc.oneof(fc.string({ unit: 'grapheme', ...bounds }), fc.constantFrom('a', 'sample', 'math'));
}

/** Returns the type of a schema; for a nullable schema the type that it has when it is not null. */
function typeOf(schema: JsonSchema): unknown {
  return Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
}

function resolve(reference: string, components: Components): JsonSchema {
  const schema = components[reference.replace('#/components/schemas/', '')];
  if (schema === undefined) throw new Error(`${reference} is not in the document`);
  return schema;
}
