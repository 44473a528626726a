import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseAnswer } from './parse-answer.ts';
import { AnswerNotParsedError } from './run-errors.ts';

const schema = z.object({ city: z.string() });

it.each([['{"city":"Oslo"}'], ['Here it is:\n```json\n{"city":"Oslo"}\n```\nAnything else?']])(
  'reads the JSON of %j',
  async (text) => {
    expect(await parseAnswer(text, schema)).toEqual({ city: 'Oslo' });
  },
);

it.each([['It is Oslo.'], ['{"city":7}']])('refuses %j and keeps what was said', async (text) => {
  const error: unknown = await parseAnswer(text, schema).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AnswerNotParsedError);
  expect(error).toMatchObject({ text, message: expect.stringContaining('does not fit the schema') });
});
