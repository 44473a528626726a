import { omitUndefined } from '@everruns/kernel';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { isSchema, resolveReference } from './walk-schema.ts';

/** A recursive definition is cut at this depth, or at MAX_SCHEMAS schemas. */
const MAX_DEPTH = 12;
const MAX_SCHEMAS = 2_000;

/** Keywords of Gemini's Schema that are passed on as they are (ai.google.dev, API reference of `Schema`). */
const KEPT = [
  'title',
  'description',
  'nullable',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'default',
] as const;
const FORMATS: Record<string, readonly string[]> = {
  string: ['enum', 'date-time'],
  number: ['float', 'double'],
  integer: ['int32', 'int64'],
};

interface Walk {
  root: JsonObject;
  schemas: number;
}

/**
 * Converts JSON Schema to the subset of OpenAPI 3.0 that Gemini reads: no references, exclusive bounds or constants, and one
 * type.
 */
export function toOpenApi(schema: JsonObject): JsonObject {
  return convert(schema, 0, { root: schema, schemas: 0 });
}

function convert(given: JsonObject, depth: number, walk: Walk): JsonObject {
  walk.schemas += 1;
  if (depth > MAX_DEPTH || walk.schemas > MAX_SCHEMAS) return { type: 'string', description: 'JSON text' };
  const schema = inline(given, walk.root);
  const { type, nullable } = typeOf(schema);
  const converted: JsonObject = { ...omitUndefined({ type }), ...(nullable ? { nullable: true } : {}) };
  for (const key of KEPT) if (schema[key] !== undefined) converted[key] = schema[key];
  return { ...converted, ...bounds(schema, type), ...values(schema, type), ...children(schema, { type, depth, walk }) };
}

/** Merges the target of a reference and the parts of `allOf` into one schema. */
function inline(schema: JsonObject, root: JsonObject): JsonObject {
  let whole = schema;
  for (let step = 0; step < MAX_DEPTH && whole['$ref'] !== undefined; step += 1) {
    const { $ref: reference, ...rest } = whole;
    whole = { ...resolveReference(root, reference), ...rest };
  }
  const parts = Array.isArray(whole['allOf']) ? whole['allOf'].filter(isSchema) : [];
  return parts.reduce<JsonObject>((merged, part) => mergeSchemas(merged, part), whole);
}

function mergeSchemas(left: JsonObject, right: JsonObject): JsonObject {
  const properties = { ...propertiesOf(right), ...propertiesOf(left) };
  const required = [...namesIn(left['required']), ...namesIn(right['required'])];
  return {
    ...right,
    ...left,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

function typeOf(schema: JsonObject): { type: string | undefined; nullable: boolean } {
  const declared = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const named = declared.filter((type) => typeof type === 'string');
  const type = named.find((name) => name !== 'null') ?? guessType(schema);
  return { type, nullable: named.includes('null') };
}

function guessType(schema: JsonObject): string | undefined {
  if (isSchema(schema['properties'])) return 'object';
  if (isSchema(schema['items'])) return 'array';
  if (schema['anyOf'] !== undefined || schema['oneOf'] !== undefined) return undefined;
  const example = schema['const'] ?? (Array.isArray(schema['enum']) ? schema['enum'][0] : undefined);
  if (typeof example === 'number') return 'number';
  if (typeof example === 'boolean') return 'boolean';
  return 'string';
}

/**
 * The exclusive bound of an integer becomes the next integer. Other bounds become inclusive, and the tool checks the exact ones.
 */
function bounds(schema: JsonObject, type: string | undefined): JsonObject {
  const step = type === 'integer' ? 1 : 0;
  const { exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  return {
    ...(typeof above === 'number' ? { minimum: above + step } : {}),
    ...(typeof below === 'number' ? { maximum: below - step } : {}),
  };
}

/** Keeps an `enum` only for strings, because Gemini accepts no other. */
function values(schema: JsonObject, type: string | undefined): JsonObject {
  const format = schema['format'];
  const listed = Array.isArray(schema['enum'])
    ? schema['enum']
    : schema['const'] === undefined
      ? []
      : [schema['const']];
  const strings = listed.filter((value) => typeof value === 'string' && value !== '');
  return {
    ...(type === 'string' && strings.length > 0 ? { enum: [...new Set(strings)] } : {}),
    ...(typeof format === 'string' && FORMATS[type ?? '']?.includes(format) === true ? { format } : {}),
  };
}

interface ChildContext {
  type: string | undefined;
  depth: number;
  walk: Walk;
}

function children(schema: JsonObject, { type, depth, walk }: ChildContext): JsonObject {
  const below = (child: JsonValue | undefined): JsonObject => convert(isSchema(child) ? child : {}, depth + 1, walk);
  const choices = [schema['anyOf'], schema['oneOf']].find((list) => Array.isArray(list));
  const converted: JsonObject = {};
  if (Array.isArray(choices)) Object.assign(converted, alternatives(choices.filter(isSchema), below));
  if (type === 'array') converted['items'] = below(schema['items'] ?? firstOf(schema['prefixItems']));
  if (type !== 'object') return converted;
  const properties = Object.entries(propertiesOf(schema)).map(([name, child]) => [name, below(child)] as const);
  const required = namesIn(schema['required']).filter((name) => properties.some(([known]) => known === name));
  if (properties.length > 0) converted['properties'] = Object.fromEntries(properties);
  if (required.length > 0) converted['required'] = [...new Set(required)];
  return converted;
}

/** A choice of `null` makes the remaining choices nullable. */
function alternatives(choices: JsonObject[], below: (child: JsonObject) => JsonObject): JsonObject {
  const real = choices.filter((choice) => choice['type'] !== 'null');
  const nullable = real.length < choices.length ? { nullable: true } : {};
  const [only, ...others] = real;
  if (only === undefined) return nullable;
  return others.length === 0 ? { ...below(only), ...nullable } : { anyOf: real.map(below), ...nullable };
}

function firstOf(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? value[0] : undefined;
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isSchema(schema['properties']) ? schema['properties'] : {};
}

function namesIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
