import { createRefusal } from '../create-refusal.ts';
import { isRecord, type Json, type JsonRecord } from './json.ts';

/** Deeper, and where a schema contains itself, anything is accepted: the API itself checks it. */
const MAX_DEPTH = 12;
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const SCHEMAS = ['items', 'not', 'additionalProperties'] as const;
const PLAIN = [
  'type',
  'title',
  'description',
  'enum',
  'const',
  'default',
  'format',
  'pattern',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;
const MAX_WORDS = 500;

/** Follows a reference inside the document. Throws for one that leads out of it. */
export function followRef(document: JsonRecord, value: Json | undefined): JsonRecord {
  let at = value;
  for (let hops = 0; isRecord(at) && typeof at['$ref'] === 'string'; hops += 1) {
    if (hops > MAX_DEPTH) throw createRefusal('The document has references that go in a circle.');
    at = findPointer(document, at['$ref']);
  }
  return isRecord(at) ? at : {};
}

function findPointer(document: JsonRecord, ref: string): Json | undefined {
  if (!ref.startsWith('#/')) {
    throw createRefusal(`The document refers to ${ref.slice(0, 200)}. Put that into the document: nothing is fetched.`);
  }
  const steps = ref
    .slice(2)
    .split('/')
    .map((step) => decode(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: Json | undefined = document;
  for (const step of steps) {
    if (Array.isArray(at)) at = at[Number(step)];
    else at = isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  if (at === undefined) throw createRefusal(`The document has nothing at ${ref.slice(0, 200)}, to which it refers.`);
  return at;
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** Returns a schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12 without references. Properties that only answers have are left out. */
export function convertSchema(document: JsonRecord, given: Json | undefined, refs: readonly string[] = []): JsonRecord {
  if (!isRecord(given) || refs.length > MAX_DEPTH) return {};
  if (typeof given['$ref'] === 'string') {
    const ref = given['$ref'];
    return refs.includes(ref) ? {} : convertSchema(document, findPointer(document, ref), [...refs, ref]);
  }
  const inner = (value: Json | undefined): JsonRecord => convertSchema(document, value, [...refs, '']);
  const schema: JsonRecord = {};
  for (const name of PLAIN) if (given[name] !== undefined) schema[name] = given[name];
  for (const name of SCHEMAS) {
    const value = given[name];
    if (typeof value === 'boolean') schema[name] = value;
    else if (isRecord(value)) schema[name] = inner(value);
  }
  for (const name of SCHEMA_LISTS) {
    const list = given[name];
    if (Array.isArray(list) && list.length > 0) schema[name] = list.map(inner);
  }
  if (isRecord(given['properties'])) addProperties(schema, given, inner);
  return fromOpenapi30(schema, given);
}

function addProperties(schema: JsonRecord, given: JsonRecord, inner: (value: Json | undefined) => JsonRecord): void {
  const { properties, required } = given;
  const writable = Object.entries(isRecord(properties) ? properties : {}).filter(
    ([name, value]) => name !== '__proto__' && !(isRecord(value) && value['readOnly'] === true),
  );
  schema['properties'] = Object.fromEntries(writable.map(([name, value]) => [name, inner(value)]));
  const names = new Set(writable.map(([name]) => name));
  const needed = Array.isArray(required) ? required.filter((name) => typeof name === 'string' && names.has(name)) : [];
  if (needed.length > 0) schema['required'] = needed;
}

/** OpenAPI 3.0 has `nullable`, and booleans for exclusive limits. */
function fromOpenapi30(schema: JsonRecord, given: JsonRecord): JsonRecord {
  const { description } = schema;
  if (typeof description === 'string') schema['description'] = description.slice(0, MAX_WORDS).toWellFormed();
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (schema[exclusive] && typeof schema[limit] === 'number') {
      schema[exclusive] = schema[limit];
      delete schema[limit];
    } else delete schema[exclusive];
  }
  if (given['nullable'] === true && typeof schema['type'] === 'string') {
    schema['type'] = [schema['type'], 'null'];
    if (Array.isArray(schema['enum'])) schema['enum'] = [...schema['enum'], null];
  }
  return schema;
}
