import { judgeFigure } from '@everruns/kernel/testing';
import type { JsonObject } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { renderStream, type WireFormat } from './mutate-streams.ts';
import { playStream } from './play-stream.ts';

const PIECES = 20_000;
/** Several times the usual duration. Copying all earlier pieces at each piece would take ten times as long. */
const MAX_MS = 6_000;

const delta = (fields: JsonObject): JsonObject => ({ id: 'c', choices: [{ index: 0, delta: fields }] });
const block = (index: number, fields: JsonObject): JsonObject => ({
  type: 'content_block_start',
  index,
  content_block: fields,
});

/** Elements that an answer may contain many times, with the wire form of the nth one. */
const KINDS: [WireFormat, string, (n: number) => JsonObject][] = [
  ['openai_compatible', 'texts', () => delta({ content: 'a' })],
  ['openai_compatible', 'thoughts', () => delta({ reasoning_content: 'a' })],
  [
    'openai_compatible',
    'reasoning details',
    (n) => delta({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'x', id: `d${n}`, index: n }] }),
  ],
  [
    'openai_compatible',
    'calls',
    (n) => delta({ tool_calls: [{ index: n, id: `c${n}`, function: { name: 'a', arguments: '{}' } }] }),
  ],
  [
    'openai_compatible',
    'pieces of arguments',
    (n) =>
      delta({
        tool_calls: [
          { index: 0, id: 'c', function: { name: n === 0 ? 'a' : '', arguments: n === 0 ? '{"a":"' : 'b' } },
        ],
      }),
  ],
  ['openai_compatible', 'counts', (n) => ({ id: 'c', choices: [], usage: { prompt_tokens: n } })],
  [
    'openai',
    'texts of other outputs',
    (n) => ({ type: 'response.output_text.delta', output_index: n, content_index: 0, delta: 'a' }),
  ],
  [
    'openai',
    'texts in turn',
    (n) => ({ type: 'response.output_text.delta', output_index: n % 2, content_index: 0, delta: 'a' }),
  ],
  [
    'openai',
    'reasoning items',
    (n) => ({
      type: 'response.output_item.done',
      output_index: n,
      item: { type: 'reasoning', id: `rs${n}`, encrypted_content: 'x', summary: [] },
    }),
  ],
  [
    'openai',
    'calls begun',
    (n) => ({
      type: 'response.output_item.added',
      output_index: n,
      item: { type: 'function_call', call_id: `c${n}`, name: 'a', arguments: '' },
    }),
  ],
  [
    'openai',
    'calls done',
    (n) => ({
      type: 'response.output_item.done',
      output_index: n,
      item: { type: 'function_call', call_id: `c${n}`, name: 'a', arguments: '{}' },
    }),
  ],
  [
    'openai',
    'messages',
    (n) => ({
      type: 'response.output_item.done',
      output_index: n,
      item: { type: 'message', phase: 'commentary', content: [{ text: 'a' }] },
    }),
  ],
  ['anthropic', 'text blocks', (n) => block(n, { type: 'text', text: 'a' })],
  ['anthropic', 'thinking blocks', (n) => block(n, { type: 'thinking', thinking: 'a', signature: 's' })],
  ['anthropic', 'calls', (n) => block(n, { type: 'tool_use', id: `t${n}`, name: 'a', input: {} })],
  [
    'anthropic',
    'pieces of text',
    () => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } }),
  ],
];

it.each(KINDS)('%s: 20,000 %s are read', { timeout: 120_000 }, async (format, what, make) => {
  const chunks = Array.from({ length: PIECES }, (_unused, n) => make(n));
  const body = new TextEncoder().encode(`${renderStream(format, chunks)}data: [DONE]\n\n`);
  const startedAt = performance.now();
  const result = await playStream(format, [body]);
  const value = performance.now() - startedAt;
  judgeFigure({ name: `${format}: ${PIECES} ${what}`, value, unit: 'ms', most: MAX_MS });
  if (result.kind === 'error') expect(result.error.class).not.toBe('internal');
});
