import { messageOf } from '@everruns/kernel';
import { EverrunsError, type JsonObject, type JsonValue } from '@everruns/schemas';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OutputVerdict } from './output-schema.ts';

const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/i;
/** As many faults as a model can use. */
const MAX_FAULTS = 5;
const MAX_REASON_LENGTH = 2_000;

/** Compiles the schema and, where there is a text, checks its JSON, bare or in a code fence. Throws `invalid_request` for the schema. */
export default function checkOutput({ schema, text }: { schema: JsonObject; text: string | null }): OutputVerdict {
  const validate = compile(schema);
  if (text === null) return { isValid: true, value: null };
  let value: JsonValue;
  try {
    value = JSON.parse(FENCED.exec(text)?.[1] ?? text) as JsonValue;
  } catch (error) {
    return { isValid: false, reason: `The answer is not JSON: ${messageOf(error)}`.slice(0, MAX_REASON_LENGTH) };
  }
  if (validate(value)) return { isValid: true, value };
  const faults = (validate.errors ?? []).slice(0, MAX_FAULTS).map(describeFault);
  return { isValid: false, reason: faults.join('; ').slice(0, MAX_REASON_LENGTH) };
}

function compile(schema: JsonObject): ValidateFunction {
  try {
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
    addFormats.default(ajv);
    return ajv.compile(schema);
  } catch (error) {
    const message = `This JSON Schema cannot be used: ${messageOf(error)}.`;
    const field = { path: 'controls.response_format.schema', code: 'schema_invalid', message };
    throw new EverrunsError('invalid_request', message, { errors: [field] });
  }
}

function describeFault({ instancePath, message, params }: ErrorObject): string {
  const words = Object.values(params as Record<string, unknown>).filter((value) => typeof value === 'string');
  const named = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `${instancePath === '' ? 'the value' : instancePath} ${message ?? 'is not valid'}${named}`;
}
