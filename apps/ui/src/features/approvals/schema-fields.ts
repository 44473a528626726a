/** One argument that a form can ask for. */
export interface SchemaField {
  name: string;
  kind: 'text' | 'number' | 'switch' | 'choice';
  title: string;
  hint: string | undefined;
  isRequired: boolean;
  /** Of a choice. */
  choices: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const MOST_FIELDS = 20;

/**
 * The fields of a form for an object of this JSON Schema, or null for what a form cannot ask for: nested values, lists and combinations. Such
 * a value is written as JSON.
 */
export function readSchemaFields(schema: unknown): SchemaField[] | null {
  if (!isObject(schema) || !isObject(schema['properties'])) return null;
  const entries = Object.entries(schema['properties']);
  if (entries.length === 0 || entries.length > MOST_FIELDS) return null;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields = entries.map(([name, property]) => readField(name, property, required.includes(name)));
  return fields.every((field) => field !== null) ? fields : null;
}

function readField(name: string, property: unknown, isRequired: boolean): SchemaField | null {
  if (!isObject(property)) return null;
  const title = typeof property['title'] === 'string' ? property['title'] : name;
  const hint = typeof property['description'] === 'string' ? property['description'] : undefined;
  const field = { name, title, hint, isRequired, choices: [] };
  const { enum: choices } = property;
  if (Array.isArray(choices))
    return choices.every((choice) => typeof choice === 'string') ? { ...field, kind: 'choice', choices } : null;
  const kind = kindOf(property);
  return kind === null ? null : { ...field, kind };
}

const KINDS: ReadonlyMap<unknown, SchemaField['kind']> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'switch'],
]);

/** A value that may be a number or text is asked for as a number: text that is none stays text. */
function kindOf({ type, anyOf }: Json): SchemaField['kind'] | null {
  if (!Array.isArray(anyOf)) return KINDS.get(type) ?? null;
  const kinds = anyOf.map((one) => (isObject(one) ? KINDS.get(one['type']) : undefined));
  if (kinds.length === 0 || kinds.some((kind) => kind !== 'text' && kind !== 'number')) return null;
  return kinds.includes('number') ? 'number' : 'text';
}

/** What was typed, with its numbers. Text that is no number stays text, so that the server says what is wrong with it. */
export function finishFields(fields: readonly SchemaField[], typed: Json): Record<string, unknown> {
  const numbers = fields.flatMap(({ name, kind }) => (kind === 'number' ? [[name, toNumber(typed[name])]] : []));
  return { ...typed, ...Object.fromEntries(numbers.filter(([, value]) => value !== undefined)) };
}

function toNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  return Number.isFinite(Number(value)) ? Number(value) : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
