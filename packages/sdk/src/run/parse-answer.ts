import type { RunResult } from './run.ts';
import { AnswerNotParsedError } from './run-errors.ts';
import { validate, type StandardSchema } from './standard-schema.ts';

const FENCED = /```(?:json)?\s*\n([\s\S]*?)```/i;

/** Returns the JSON of an answer, in a code block or bare, as the schema outputs it. Throws `AnswerNotParsedError`. */
export async function parseAnswer<Output>(text: string, schema: StandardSchema<Output>): Promise<Output> {
  try {
    return await validate(schema, JSON.parse(FENCED.exec(text)?.[1] ?? text));
  } catch (error) {
    throw new AnswerNotParsedError(error instanceof Error ? error.message : String(error), text);
  }
}

/** Returns the value of a turn's answer, as the schema outputs it. Throws `AnswerNotParsedError`. */
export async function readOutput<Output>(
  { output, text }: RunResult,
  schema?: StandardSchema<Output>,
): Promise<Output> {
  if (output === undefined) throw new AnswerNotParsedError('the turn was asked for no value', text);
  // Without a schema, nothing but `unknown` is promised.
  if (schema === undefined) return output as Output;
  return validate(schema, output).catch((error: unknown) => {
    throw new AnswerNotParsedError(error instanceof Error ? error.message : String(error), text);
  });
}
