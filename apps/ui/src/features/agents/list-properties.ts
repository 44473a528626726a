import type { JsonValue } from '@everruns/sdk';

interface PropertyFacts {
  name: string;
  title: string;
  description: string | undefined;
  default: JsonValue | undefined;
}

/** A setting and the kind of control that edits it. */
export type Property = PropertyFacts &
  ({ kind: 'number' | 'text' | 'long_text' | 'list' | 'lines' } | { kind: 'choice'; choices: readonly JsonValue[] });

/** Returns the settings in the JSON Schema of an object, in its order. A kind without a control of its own is edited as text. */
export function listProperties(schema: Record<string, unknown>): Property[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return Object.entries(properties).map(([name, given]) => toProperty(name, isObject(given) ? given : {}));
}

function toProperty(name: string, given: Record<string, unknown>): Property {
  const { title, description, type } = given;
  const facts = {
    name,
    title: typeof title === 'string' ? title : name.replaceAll('_', ' '),
    description: typeof description === 'string' ? description : undefined,
    // A schema is JSON, so its `default` and `enum` are JSON values too.
    default: given['default'] as JsonValue | undefined,
  };
  if (Array.isArray(given['enum'])) return { ...facts, kind: 'choice', choices: given['enum'] as JsonValue[] };
  if (type === 'boolean') return { ...facts, kind: 'choice', choices: [true, false] };
  if (type === 'number' || type === 'integer') return { ...facts, kind: 'number' };
  if (type === 'array') return { ...facts, kind: isLongerThan(LONG_ITEM, given['items']) ? 'lines' : 'list' };
  return { ...facts, kind: isLongerThan(LONG_TEXT, given) ? 'long_text' : 'text' };
}

/** Texts that may be longer are edited in several lines. */
const LONG_TEXT = 10_000;
/** Items of a list that may be longer stand one a line, so that they may hold commas. */
const LONG_ITEM = 1_000;

function isLongerThan(length: number, schema: unknown): boolean {
  return isObject(schema) && typeof schema['maxLength'] === 'number' && schema['maxLength'] > length;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
