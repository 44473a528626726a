import { toBoundedText } from '@everruns/kernel';
import type { JsonObject, JsonValue } from '@everruns/schemas';

const MAX_DEPTH = 16;
const MAX_MEMBERS = 2_000;
const MAX_CHARS = 32 * 1_024;
const MAX_WORDS = 1_000;
/** What says nothing to a model, or names a place from which somebody could try to load something. */
const DROPPED: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$comment',
  '$vocabulary',
  '__proto__',
]);
/** Vendors refuse these at the root of a tool's parameters. */
const NOT_AT_ROOT: ReadonlySet<string> = new Set([
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'enum',
  'const',
  'if',
  'then',
  'else',
]);
const ANYTHING: JsonObject = { type: 'object', properties: {} };

/**
 * Returns the schema of a tool's arguments as every vendor takes it: an object at the root, without references that lead out of it, storable
 * and bounded. A schema that cannot be made so becomes one that accepts any object: the server itself checks the arguments.
 */
export function toSafeSchema(schema: JsonValue | undefined): JsonObject {
  if (!isObject(schema)) return ANYTHING;
  const budget = { members: MAX_MEMBERS };
  const copied = copy(schema, { root: schema, depth: 0, budget });
  if (!isObject(copied) || budget.members < 0) return ANYTHING;
  const kept = Object.entries(copied).filter(([key]) => !NOT_AT_ROOT.has(key));
  const safe: JsonObject = { ...Object.fromEntries(kept), type: 'object' };
  if (!isObject(safe['properties'])) safe['properties'] = {};
  return JSON.stringify(safe).length > MAX_CHARS ? ANYTHING : safe;
}

interface Place {
  root: JsonObject;
  depth: number;
  budget: { members: number };
}

function copy(value: JsonValue, { root, depth, budget }: Place): JsonValue {
  if (typeof value === 'string') return toBoundedText(value, MAX_WORDS);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? [] : {};
  budget.members -= Array.isArray(value) ? value.length : Object.keys(value).length;
  if (budget.members < 0) return {};
  const inner = { root, depth: depth + 1, budget };
  if (Array.isArray(value)) return value.map((item) => copy(item, inner));
  if (typeof value['$ref'] === 'string' && !leadsInside(root, value['$ref'])) return {};
  const kept = Object.entries(value).filter(([key]) => !DROPPED.has(key) && !key.startsWith('x-'));
  return Object.fromEntries(kept.map(([key, item]) => [toBoundedText(key, MAX_WORDS), copy(item, inner)]));
}

/** Whether a reference names a definition of the same schema. Every other one is never followed. */
function leadsInside(root: JsonObject, ref: string): boolean {
  const [, group = '', name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(ref) ?? [];
  const definitions = root[group];
  return isObject(definitions) && Object.hasOwn(definitions, name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether a value has at most so many levels. It looks no deeper. */
export function isShallow(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
