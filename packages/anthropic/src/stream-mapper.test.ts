import { recordOf, textOf } from '@everruns/answer-reader';
import type { LlmStreamEvent } from '@everruns/core';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../test/read-fixture.ts';
import { mapChunk, startStream } from './stream-mapper.ts';
import type { WireChunk } from './wire.ts';

const ORIGIN = { provider_type: 'anthropic', model: 'claude-sonnet-4-5' };

function replay(chunks: WireChunk[]): LlmStreamEvent[] {
  let state = startStream(ORIGIN);
  return chunks.flatMap((chunk) => {
    const [next, events] = mapChunk(Object.freeze(state), chunk);
    state = next;
    return events;
  });
}

const replayFixture = (name: string) => replay(readFixture<WireChunk>(name));

/** Every text-like delta cut into its characters. */
function resplit(chunk: WireChunk): WireChunk[] {
  const delta = recordOf(chunk['delta']);
  const field = ['text', 'partial_json'].find((name) => textOf(delta[name]) !== '');
  if (chunk['type'] !== 'content_block_delta' || field === undefined) return [chunk];
  return Array.from(textOf(delta[field])).map((character) => ({ ...chunk, delta: { ...delta, [field]: character } }));
}

describe('the stream mapper of Anthropic', () => {
  it('maps a plain answer', () => {
    expect(replayFixture('plain-text')).toEqual([
      { type: 'started', response_id: 'msg_01AbCdEfGhIjKlMnOpQrStUv', model: 'claude-sonnet-4-5-20250929' },
      { type: 'text_delta', part: 0, delta: 'Hello' },
      { type: 'text_delta', part: 0, delta: ', wörld 👋!' },
      {
        type: 'finish',
        reason: 'stop',
        raw_reason: 'end_turn',
        response_id: 'msg_01AbCdEfGhIjKlMnOpQrStUv',
        usage: {
          input_tokens: 12,
          output_tokens: 9,
          cache_read_tokens: 0,
          cache_creation_tokens: 0,
          reasoning_tokens: 0,
        },
      },
    ]);
  });

  it('keeps signed and redacted thinking with its place, and adds cached tokens to the input', () => {
    const events = replayFixture('thinking-between-tools');
    expect(events.filter((event) => event.type === 'tool_call')).toEqual([
      {
        type: 'tool_call',
        ordinal: 0,
        name: 'get_weather',
        arguments: { city: 'Paris' },
        provider_call_id: 'toolu_01A09q90qw90lq917835lq9',
      },
      { type: 'tool_call', ordinal: 1, name: 'list_files', arguments: {}, provider_call_id: 'toolu_01B' },
    ]);
    expect(events.at(-1)).toMatchObject({
      reason: 'tool_calls',
      usage: {
        input_tokens: 2_257,
        output_tokens: 101,
        cache_read_tokens: 2_048,
        cache_creation_tokens: 188,
        reasoning_tokens: 40,
      },
      continuation: {
        ...ORIGIN,
        items: [
          { type: 'thinking', thinking: 'Two cities, two calls.', signature: 'EqQBCkgIARABGAIiQL8=' },
          { type: 'text' },
          { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix' },
          { type: 'tool_use' },
          { type: 'tool_use' },
        ],
      },
    });
  });

  it('reads the same answer however finely it is cut', () => {
    const chunks = readFixture<WireChunk>('thinking-between-tools');
    const isWhole = (event: LlmStreamEvent) => event.type === 'tool_call' || event.type === 'finish';
    expect(replay(chunks.flatMap(resplit)).filter(isWhole)).toEqual(replay(chunks).filter(isWhole));
  });

  it('numbers text blocks that hold text', () => {
    expect(replayFixture('two-text-blocks').filter((event) => event.type === 'text_delta')).toEqual([
      { type: 'text_delta', part: 0, delta: 'One' },
      { type: 'text_delta', part: 1, delta: 'Two' },
    ]);
  });

  it('reports a call that was cut at the token limit as malformed', () => {
    const [, call, finish] = replayFixture('cut-inside-tool-call');
    expect(call).toMatchObject({ arguments: {}, arguments_text: '{"path": "/a.txt", "con' });
    expect(finish).toMatchObject({ reason: 'length', raw_reason: 'max_tokens' });
  });

  it('keeps thinking that was not signed for servers that sign none', () => {
    expect(replayFixture('cut-inside-thinking').at(-1)).toMatchObject({
      continuation: { items: [{ type: 'thinking', thinking: 'Let me see', signature: '' }] },
    });
  });
});
