import type { JsonObject, JsonValue } from '@everruns/schemas';
import type { SimConversation } from '../conversation.ts';

/** Where a driver tells the format in words. */
const IN_WORDS = /This JSON Schema describes it:\n(\{.*\})/;
const MAX_DEPTH = 12;

/** Returns the schema that the answer must keep to, from the request's field or from the system prompt. */
export function findOutputSchema({ controls, system }: SimConversation): JsonObject | null {
  const format = controls?.response_format;
  if (format?.type === 'json_schema') return format.schema;
  const words = IN_WORDS.exec(system)?.[1];
  return words === undefined ? null : (JSON.parse(words) as JsonObject);
}

/** Makes the simplest value that the usual keywords of a schema allow. */
export function makeOutput(schema: JsonObject): JsonValue {
  return makeValue(schema, { root: schema, depth: 0 });
}

interface Place {
  root: JsonObject;
  depth: number;
}

function makeValue(schema: JsonObject, place: Place): JsonValue {
  if ('const' in schema) return schema['const'] ?? null;
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  const target = typeof schema['$ref'] === 'string' ? resolve(schema['$ref'], place.root) : null;
  const inner: Place = { ...place, depth: place.depth + 1 };
  if (target !== null) return place.depth > MAX_DEPTH ? null : makeValue(target, inner);
  for (const branches of [schema['anyOf'], schema['oneOf'], schema['allOf']]) {
    if (Array.isArray(branches)) return makeValue(toObject(branches.at(place.depth > MAX_DEPTH ? -1 : 0)), inner);
  }
  const { type } = schema;
  return makeTyped(
    Array.isArray(type) ? type[0] : (type ?? ('properties' in schema ? 'object' : 'string')),
    schema,
    inner,
  );
}

function makeTyped(type: JsonValue | undefined, schema: JsonObject, place: Place): JsonValue {
  switch (type) {
    case 'object':
      return makeObject(schema, place);
    case 'array':
      return Array.from({ length: numberOf(schema['minItems'], 0) }, () => makeValue(toObject(schema['items']), place));
    case 'integer':
    case 'number':
      return numberOf(schema['minimum'], numberOf(schema['exclusiveMinimum'], 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return makeText(schema);
  }
}

function makeObject(schema: JsonObject, place: Place): JsonObject {
  const properties = toObject(schema['properties']);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const names = Object.keys(properties).filter((name) => required.includes(name) || place.depth < 3);
  return Object.fromEntries(names.map((name) => [name, makeValue(toObject(properties[name]), place)]));
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00Z',
  time: '09:30:00Z',
  email: 'somebody@example.com',
  uri: 'https://example.com/',
  uuid: '01890000-0000-7000-8000-000000000001',
};

function makeText({ format, minLength }: JsonObject): string {
  const text = FORMATS[typeof format === 'string' ? format : ''] ?? 'simulated';
  return text.padEnd(numberOf(minLength, 0), '.');
}

function resolve(reference: string, root: JsonObject): JsonObject | null {
  if (!reference.startsWith('#')) return null;
  const steps = reference.split('/').slice(1);
  return steps.reduce<JsonObject>((node, step) => toObject(node[step]), root);
}

function numberOf(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function toObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
