import type { JsonObject, JsonValue } from '@everruns/schemas';
import type { Compat } from './presets.ts';
import { toOpenApi } from './to-open-api.ts';
import { isSchema } from './walk-schema.ts';

const COMBINERS = ['oneOf', 'anyOf', 'allOf'] as const;
/** Keywords that converters from JSON Schema to grammars do not support. The tool itself still checks them. */
const NOT_PLAIN = [
  'pattern',
  'format',
  'patternProperties',
  'propertyNames',
  'dependentSchemas',
  'unevaluatedProperties',
];
const MAX_DEPTH = 40;

type Form = Compat['tool_schema'];

/** The schemas of an agent stay the same objects from call to call. They are never changed in place. */
const fitted = new WeakMap<JsonObject, Map<Form, JsonObject>>();

/** Reduces a tool's parameters to the subset of JSON Schema that a provider reads. The tool checks its arguments against the whole. */
export function fitSchema(parameters: JsonObject, form: Form): JsonObject {
  const byForm = fitted.get(parameters) ?? new Map<Form, JsonObject>();
  fitted.set(parameters, byForm);
  const known = byForm.get(form) ?? fit(parameters, form);
  byForm.set(form, known);
  return known;
}

function fit(parameters: JsonObject, form: Form): JsonObject {
  const root = toObjectRoot(parameters);
  switch (form) {
    case 'json_schema':
      return typeBranches(root, 0);
    case 'plain':
      return typeBranches(toPlain(root, 0), 0);
    case 'openapi':
      return toOpenApi(root);
  }
}

/**
 * Kimi refuses a type beside `anyOf` (MoonshotAI/kimi-code#2661), so each branch without a type gets it, which means the same.
 * Only schemas that contain such a place are copied.
 */
function typeBranches(schema: JsonObject, depth: number): JsonObject {
  if (depth > MAX_DEPTH) return schema;
  const changed = Object.entries(schema).flatMap(([key, value]): [string, JsonValue][] => {
    const next = typeBranchesIn(key, value, depth);
    return next === value ? [] : [[key, next]];
  });
  const walked = changed.length === 0 ? schema : { ...schema, ...Object.fromEntries(changed) };
  const { type, anyOf, ...rest } = walked;
  if (type === undefined || !Array.isArray(anyOf)) return walked;
  return {
    ...rest,
    anyOf: anyOf.map((branch) => (isSchema(branch) && !('type' in branch) ? { type, ...branch } : branch)),
  };
}

function typeBranchesIn(key: string, value: JsonValue, depth: number): JsonValue {
  if (NOT_SCHEMAS.includes(key)) return value;
  if (NAMED_SCHEMAS.includes(key) && isSchema(value)) {
    const entries = Object.entries(value);
    const next = entries.map(
      ([name, child]) => [name, isSchema(child) ? typeBranches(child, depth + 1) : child] as const,
    );
    return next.every(([, child], index) => child === entries[index]?.[1]) ? value : Object.fromEntries(next);
  }
  if (Array.isArray(value)) {
    const next = value.map((item) => (isSchema(item) ? typeBranches(item, depth + 1) : item));
    return next.every((item, index) => item === value[index]) ? value : next;
  }
  return isSchema(value) ? typeBranches(value, depth + 1) : value;
}

const NOT_SCHEMAS = ['enum', 'const', 'default', 'examples'];
const NAMED_SCHEMAS = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/** OpenAI and Anthropic require an object at the root, without alternatives. */
function toObjectRoot(schema: JsonObject): JsonObject {
  const { not: _not, enum: _enum, if: _if, then: _then, else: _else, ...root } = schema;
  let properties = isSchema(root['properties']) ? root['properties'] : {};
  let required = namesIn(root['required']);
  for (const combiner of COMBINERS) {
    const branches = Array.isArray(root[combiner]) ? root[combiner].filter(isSchema) : [];
    delete root[combiner];
    for (const branch of branches)
      properties = { ...(isSchema(branch['properties']) ? branch['properties'] : {}), ...properties };
    if (combiner === 'allOf')
      required = [...new Set([...required, ...branches.flatMap((branch) => namesIn(branch['required']))])];
  }
  delete root['required'];
  return { ...root, type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

function toPlain(schema: JsonObject, depth: number): JsonObject {
  if (depth > MAX_DEPTH) return {};
  const kept = Object.entries(schema).filter(([key]) => !NOT_PLAIN.includes(key) && !key.startsWith('$schema'));
  return Object.fromEntries(kept.map(([key, value]) => [key, toPlainValue(key, value, depth)]));
}

/** Names of properties are not keywords, even if they are spelled like keywords. */
function toPlainValue(key: string, value: JsonValue, depth: number): JsonValue {
  if (NOT_SCHEMAS.includes(key)) return value;
  if ((key === 'properties' || key === '$defs' || key === 'definitions') && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, isSchema(child) ? toPlain(child, depth + 1) : child]),
    );
  }
  if (Array.isArray(value)) return value.map((item) => (isSchema(item) ? toPlain(item, depth + 1) : item));
  return isSchema(value) ? toPlain(value, depth + 1) : value;
}

function namesIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
