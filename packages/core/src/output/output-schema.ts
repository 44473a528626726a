import type { JsonObject, JsonValue, ModelControls } from '@everruns/schemas';
import type { LlmRequest } from '../llm/driver.ts';

export type OutputFormat = Extract<ModelControls['response_format'], { type: 'json_schema' }>;

/** `reason`: why the answer is not accepted, in words for the model. Null: the answer could not be checked, which is not its fault. */
export type OutputVerdict = { isValid: true; value: JsonValue } | { isValid: false | null; reason: string };

/** Returns the format that the answer must keep to, or null for free text. */
export function outputFormatOf(controls: ModelControls | undefined): OutputFormat | null {
  const format = controls?.response_format;
  return format?.type === 'json_schema' ? format : null;
}

/** What every vendor's strict schemas may contain. */
const COMMON = ['type', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'enum', 'const'];
const WORDS = ['title', 'description'];
/** What OpenAI takes beyond that. Source: developers.openai.com "Structured model outputs", supported schemas. */
const OPENAI = ['$defs', '$ref', 'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const OPENAI_MORE = ['multipleOf', 'minItems', 'maxItems'];

/** A schema with none of these accepts anything, which no vendor takes. */
const SAYS_WHAT = ['type', 'anyOf', 'enum', 'const', '$ref'];

const KEYWORDS = {
  openai: new Set([...COMMON, ...WORDS, ...OPENAI, ...OPENAI_MORE]),
  // Source: platform.claude.com "Structured outputs", JSON Schema limitations.
  anthropic: new Set([...COMMON, ...WORDS]),
};

/**
 * Whether the vendor takes this schema in its strict form: an object at the root, every property required, none beyond them, and only
 * keywords that it knows. Other schemas are told to the model in words. In both cases the answer is checked here.
 */
export function isStrict(schema: JsonObject, vendor: keyof typeof KEYWORDS): boolean {
  return schema['type'] === 'object' && !('anyOf' in schema) && isStrictPart(schema, KEYWORDS[vendor]);
}

function isStrictPart(schema: JsonValue | undefined, keywords: ReadonlySet<string>): boolean {
  if (!isObject(schema)) return false;
  if (Object.keys(schema).some((keyword) => !keywords.has(keyword))) return false;
  if (!SAYS_WHAT.some((keyword) => keyword in schema)) return false;
  const { properties, items, anyOf, $defs: definitions } = schema;
  if (mayBeObject(schema) && !isClosed(schema)) return false;
  const parts = [...valuesOf(properties), ...valuesOf(definitions), ...(Array.isArray(anyOf) ? anyOf : [])];
  return [...parts, ...(items === undefined ? [] : [items])].every((part) => isStrictPart(part, keywords));
}

/** As a nullable object is, and one that only lists its properties. */
function mayBeObject({ type, properties }: JsonObject): boolean {
  return properties !== undefined || type === 'object' || (Array.isArray(type) && type.includes('object'));
}

function isClosed({ properties, required, additionalProperties }: JsonObject): boolean {
  const names = isObject(properties) ? Object.keys(properties) : [];
  const all = Array.isArray(required) && names.every((name) => required.includes(name));
  return additionalProperties === false && all && required.length === names.length;
}

function valuesOf(value: JsonValue | undefined): JsonValue[] {
  return isObject(value) ? Object.values(value) : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a request says the format: in the vendor's field (`native`), in words in the system prompt, or nowhere. */
export interface PlacedFormat {
  system: string;
  native: OutputFormat | null;
}

/** `isTaken`: whether the model takes the field. Its schema must be strict for it too. */
export function placeFormat(
  { system, controls }: Pick<LlmRequest, 'system' | 'controls'>,
  vendor: keyof typeof KEYWORDS,
  isTaken: boolean,
): PlacedFormat {
  const format = outputFormatOf(controls);
  if (format === null) return { system, native: null };
  if (isTaken && isStrict(format.schema, vendor)) return { system, native: format };
  return { system: withFormatInWords(system, format), native: null };
}

/** Returns the system prompt with the format in words, for a model that does not take it as a field. */
export function withFormatInWords(system: string, { schema }: OutputFormat): string {
  const rule = 'When you give your final answer, write only JSON, without a code fence or any other text.';
  const words = `${rule} This JSON Schema describes it:\n${JSON.stringify(schema)}`;
  return system.trim() === '' ? words : `${system}\n\n${words}`;
}
