import { messageOf } from '@everruns/kernel';
import { EverrunsError, type JsonObject, type JsonValue } from '@everruns/schemas';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ANSWER_LIMITS } from '../llm/answer-limits.ts';
import { describeExcess } from '../llm/describe-excess.ts';
import { toStorableJson } from '../llm/storable.ts';
import type { OutputVerdict } from './output-schema.ts';

const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/i;
/** As many faults as a model can use. */
const MAX_FAULTS = 5;
const MAX_REASON_LENGTH = 2_000;
/** Before it is parsed: the value is recorded beside the text, and whoever records it walks it. */
const LIMITS = {
  maxLength: ANSWER_LIMITS.parsedLength,
  maxDepth: ANSWER_LIMITS.argumentsDepth,
  maxItems: ANSWER_LIMITS.argumentsItems,
};
/** The log takes neither. `JSON.parse` makes `Infinity` of a number that is too large. */
const UNUSABLE = 'The answer holds a number that does not fit in 64 bits, or a key named __proto__';

/**
 * Compiles the schema and, where there is a text, checks its JSON, bare or in a code fence. The value that is checked and returned can be
 * stored: it is bounded, and escapes in it that stand for NUL or half a character become U+FFFD. Throws `invalid_request` for the schema.
 */
export default function checkOutput({ schema, text }: { schema: JsonObject; text: string | null }): OutputVerdict {
  const validate = compile(schema);
  if (text === null) {
    // A schema that refers only to itself compiles, and fails at any value.
    apply(validate, null);
    return { isValid: true, value: null };
  }
  const json = FENCED.exec(text)?.[1] ?? text;
  const excess = describeExcess(json, LIMITS, { is: 'The answer is', holds: 'The answer holds' });
  if (excess !== null) return { isValid: false, reason: excess };
  let value: JsonValue;
  try {
    value = JSON.parse(json) as JsonValue;
  } catch (error) {
    return { isValid: false, reason: `The answer is not JSON: ${messageOf(error)}`.slice(0, MAX_REASON_LENGTH) };
  }
  if (!isUsable(value)) return { isValid: false, reason: UNUSABLE };
  value = toStorableJson(value);
  if (apply(validate, value)) return { isValid: true, value };
  const faults = (validate.errors ?? []).slice(0, MAX_FAULTS).map(describeFault);
  return { isValid: false, reason: faults.join('; ').slice(0, MAX_REASON_LENGTH) };
}

function isUsable(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isUsable(item));
}

function compile(schema: JsonObject): ValidateFunction {
  try {
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
    addFormats.default(ajv);
    return ajv.compile(schema);
  } catch (error) {
    throw toRefusal(error);
  }
}

/** A reference that leads back to itself at the same value never ends: the stack overflows. */
function apply(validate: ValidateFunction, value: JsonValue): boolean {
  try {
    return validate(value);
  } catch (error) {
    throw toRefusal(error);
  }
}

function toRefusal(error: unknown): EverrunsError {
  const message = `This JSON Schema cannot be used: ${messageOf(error)}.`;
  const field = { path: 'controls.response_format.schema', code: 'schema_invalid', message };
  return new EverrunsError('invalid_request', message, { errors: [field] });
}

function describeFault({ instancePath, message, params }: ErrorObject): string {
  const words = Object.values(params as Record<string, unknown>).filter((value) => typeof value === 'string');
  const named = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `${instancePath === '' ? 'the value' : instancePath} ${message ?? 'is not valid'}${named}`;
}
