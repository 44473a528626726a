import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { JsonObject, Usage } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { FORMATS, renderStream } from './mutate-streams.ts';
import { playStream } from './play-stream.ts';

const FOLDER = path.join(import.meta.dirname, 'documented');

/** A stream written by hand from a vendor's documentation of its newest model. */
const Fixture = z.strictObject({
  source: z.url(),
  /** The year and month in which the documentation was read. */
  date: z.string().regex(/^\d{4}-\d{2}$/),
  model: z.string(),
  format: z.enum(FORMATS),
  /** Whether the stream ends with `[DONE]`. */
  done: z.boolean(),
  /** A comment line of the event stream before every event. */
  comment: z.string().optional(),
  chunks: z.array(JsonObject),
  expected: z.strictObject({
    text: z.string(),
    thinking: z.string(),
    calls: z.array(z.strictObject({ name: z.string(), arguments: JsonObject })),
    finish_reason: z.string(),
    usage: Usage,
    /** The types of the items that are returned to the provider unchanged. */
    returned: z.array(z.string()).optional(),
  }),
});

const names = (await readdir(FOLDER)).toSorted();

it.each(names)('%s: the stream that its document describes is read whole', async (name) => {
  const fixture = Fixture.parse(JSON.parse(await readFile(path.join(FOLDER, name), 'utf8')));
  const events = renderStream(fixture.format, fixture.chunks);
  const comment = fixture.comment === undefined ? '' : `: ${fixture.comment}\n\n`;
  const body = `${comment}${events}${fixture.done ? 'data: [DONE]\n\n' : ''}`;
  const result = await playStream(fixture.format, [new TextEncoder().encode(body)]);
  if (result.kind === 'error') expect.fail(JSON.stringify(result.error));
  const { response } = result;
  expect({
    text: response.text_parts.join(''),
    thinking: response.thinking,
    calls: response.tool_calls.map((call) => ({ name: call.name, arguments: call.arguments })),
    finish_reason: response.finish_reason,
    usage: response.usage,
    ...(response.continuation === undefined ? {} : { returned: response.continuation.items.map(({ type }) => type) }),
  }).toEqual(fixture.expected);
});

it('every vendor with a preset of its own has one', () => {
  const vendors = [
    'anthropic',
    'deepseek',
    'gemini',
    'groq',
    'kimi',
    'llama-cpp',
    'mistral',
    'ollama',
    'openai-chat',
    'openai-responses',
    'openrouter',
    'qwen',
    'vllm',
    'xai',
  ];
  expect(names).toEqual(vendors.map((vendor) => `${vendor}.json`));
});
