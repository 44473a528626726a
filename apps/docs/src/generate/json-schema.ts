import { code } from './format.ts';

/** The part of JSON Schema that describes the fields of bodies, events and settings. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  deprecated?: boolean;
}

const WIDEST = 2 ** 31 - 1;

/** Returns what a value of this schema is, in words such as `list of string` or `"queue" or "steer"`. */
export function describeType(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(JSON.stringify(value))).join(' or ');
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return [...new Set(branches.map(describeType))].join(' or ');
  if (schema.type === 'array') return `list of ${describeType(schema.items ?? {})}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any value');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

/** Returns the bounds of a value as a phrase, or an empty text. */
export function describeBounds(schema: Schema): string {
  const bounds = [
    range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    range(schema.minimum, schema.maximum, ''),
    schema.default === undefined ? '' : `default ${code(JSON.stringify(schema.default))}`,
  ];
  return bounds.filter((bound) => bound !== '').join('; ');
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  const least = min === undefined || (min <= 0 && unit !== '') ? null : min;
  const most = max === undefined || max >= WIDEST ? null : max;
  const words = unit === '' ? '' : ` ${unit}`;
  if (least !== null && most !== null) return `${least} to ${most.toLocaleString('en')}${words}`;
  if (most !== null) return `at most ${most.toLocaleString('en')}${words}`;
  return least === null || least === 0 ? '' : `at least ${least}${words}`;
}

export function nameOf(ref: string): string {
  const name = ref.split('/').at(-1) ?? ref;
  return `[${name}](nouns.md#${name.toLowerCase()})`;
}

/** One row for each field, and for each field of an object in it: name, type, whether it must be there, bounds and meaning. */
export function listFields(schema: Schema, prefix = ''): string[][] {
  const merged = mergeBranches(schema);
  return Object.entries(merged.properties ?? {}).flatMap(([name, field]) => {
    const isRequired = merged.required?.includes(name) ?? false;
    const words = [describeBounds(field), field.description ?? ''].filter((text) => text !== '').join('. ');
    const row = [code(prefix + name), describeType(field), isRequired ? 'yes' : '', words];
    const [inner, suffix] = field.type === 'array' ? [field.items ?? {}, '[].'] : [field, '.'];
    const hasFields = inner.$ref === undefined && mergeBranches(inner).properties !== undefined;
    return hasFields && depthOf(prefix) < 2 ? [row, ...listFields(inner, `${prefix}${name}${suffix}`)] : [row];
  });
}

function depthOf(prefix: string): number {
  return prefix.split('.').length - 1;
}

/** The fields of all branches of a choice between objects; only what every branch requires is required. */
function mergeBranches(schema: Schema): Schema {
  const branches = (schema.anyOf ?? schema.oneOf)
    ?.map(mergeBranches)
    .filter(({ properties }) => properties !== undefined);
  if (branches === undefined || branches.length === 0) return schema;
  const properties: Record<string, Schema> = {};
  for (const branch of branches)
    for (const [name, field] of Object.entries(branch.properties ?? {}))
      properties[name] = join(properties[name], field);
  const required = Object.keys(properties).filter((name) =>
    branches.every((branch) => branch.required?.includes(name)),
  );
  return { properties, required };
}

function join(one: Schema | undefined, other: Schema): Schema {
  if (one === undefined || JSON.stringify(one) === JSON.stringify(other)) return other;
  return { anyOf: [...(one.anyOf ?? [one]), other] };
}
