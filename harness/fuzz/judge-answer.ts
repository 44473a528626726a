import { Problem } from '@everruns/schemas';
import { z } from 'zod';
import type { OpenApiDocument } from '../e2e/operations.ts';
import type { RawAnswer } from '../e2e/raw-client.ts';
import type { JsonSchema } from '../e2e/schema-values.ts';
import type { FuzzedRequest } from './generate-requests.ts';

/** Returns null if the document allows the answer, otherwise what is wrong with it. */
export type JudgeAnswer = (fuzzed: FuzzedRequest, answer: RawAnswer) => string | null;

export function createJudge({ components }: OpenApiDocument): JudgeAnswer {
  const parsers = new Map<JsonSchema, z.ZodType>();
  const parserOf = (schema: JsonSchema): z.ZodType => {
    const known = parsers.get(schema);
    if (known !== undefined) return known;
    const parser = toParser(schema, components.schemas);
    parsers.set(schema, parser);
    return parser;
  };
  return ({ operation }, answer) => {
    const seen = `${answer.status} ${answer.text.slice(0, 300)}`;
    if (answer.status >= 500) return `failed: ${seen}`;
    if (isElsewhere(answer)) return null;
    const mediaTypes = operation.responses.get(answer.status);
    if (mediaTypes === undefined) return `undeclared status: ${seen}`;
    const mediaType = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    if (mediaTypes.size === 0) return answer.text === '' ? null : `undeclared body: ${seen}`;
    const schema = mediaTypes.get(mediaType);
    if (schema === undefined) return `undeclared media type ${mediaType}: ${seen}`;
    if (answer.status >= 400) return problemFault(answer);
    if (mediaType !== 'application/json') return null;
    const parsed = parserOf(schema).safeParse(JSON.parse(answer.text));
    return parsed.success ? null : `undeclared shape: ${z.prettifyError(parsed.error).slice(0, 500)}: ${seen}`;
  };
}

const DoorProblem = Problem.extend({ error: z.strictObject({ code: z.string(), message: z.string() }) }).strict();

/** The document does not describe the compatible API: no answer may be a 5xx, and an error gives the reason in both formats. */
export const judgeAtDoor: JudgeAnswer = (_fuzzed, answer) => {
  const { status, text } = answer;
  if (status >= 500) return `failed: ${status} ${text.slice(0, 300)}`;
  if (status < 400) return null;
  // The HTTP listener itself gives this answer, before any route is chosen.
  if (status === 431) return problemFault(answer);
  const parsed = DoorProblem.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.error.code === parsed.data.code ? null : `no Problem: ${text.slice(0, 300)}`;
};

function problemFault(answer: RawAnswer): string | null {
  const parsed = Problem.strict().safeParse(JSON.parse(answer.text));
  if (!parsed.success) return `no Problem: ${answer.text.slice(0, 300)}`;
  const { status, request_id } = parsed.data;
  const agrees = status === answer.status && request_id === answer.headers['x-request-id'];
  return agrees ? null : `contradicts its headers: ${answer.text.slice(0, 300)}`;
}

/** An id that is empty or contains a slash makes a different path. */
function isElsewhere({ status, text }: RawAnswer): boolean {
  return (status === 404 || status === 405) && text.includes('address');
}

function toParser(schema: JsonSchema, components: Record<string, JsonSchema>): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: components }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(whole) as z.core.JSONSchema.JSONSchema);
}
