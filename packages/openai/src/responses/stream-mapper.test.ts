import type { LlmStreamEvent } from '@everruns/core';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../test/read-fixture.ts';
import { mapResponsesChunk, startResponsesStream } from './stream-mapper.ts';
import type { WireChunk } from './wire.ts';

const ORIGIN = { provider_type: 'openai', model: 'gpt-5.1' };

function replayFixture(name: string): LlmStreamEvent[] {
  let state = startResponsesStream(ORIGIN);
  return readFixture<WireChunk>(name).flatMap((chunk) => {
    const [next, events] = mapResponsesChunk(Object.freeze(state), chunk);
    state = next;
    return events;
  });
}

describe('the stream mapper of Responses', () => {
  it('maps a plain answer', () => {
    expect(replayFixture('responses-plain-text')).toEqual([
      { type: 'started', response_id: 'resp_68a1b2c3d4e5', model: 'gpt-5.1-2025-11-13' },
      { type: 'text_delta', part: 0, delta: 'Hello' },
      { type: 'text_delta', part: 0, delta: ', wörld 👋!' },
      {
        type: 'finish',
        reason: 'stop',
        raw_reason: 'completed',
        response_id: 'resp_68a1b2c3d4e5',
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

  it('keeps finished encrypted reasoning with its place among text and calls', () => {
    const events = replayFixture('responses-reasoning-between-tools');
    expect(events.flatMap((event) => (event.type === 'reasoning_delta' ? [event.delta] : []))).toEqual([
      'Two cities.',
      '\n\n',
      'Two calls.',
    ]);
    expect(events.filter((event) => event.type === 'tool_call')).toEqual([
      { type: 'tool_call', ordinal: 0, name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_a' },
      { type: 'tool_call', ordinal: 1, name: 'list_files', arguments: {}, provider_call_id: 'call_b' },
    ]);
    expect(events.at(-1)).toMatchObject({
      reason: 'tool_calls',
      usage: { input_tokens: 2_257, output_tokens: 101, cache_read_tokens: 2_048, reasoning_tokens: 40 },
      continuation: {
        ...ORIGIN,
        items: [
          { type: 'reasoning', id: 'rs_0', encrypted_content: 'gAAAA-whole-0' },
          { type: 'text' },
          { type: 'tool_call', ordinal: 0 },
          { type: 'reasoning', id: 'rs_3', encrypted_content: 'gAAAA-whole-3' },
          { type: 'tool_call', ordinal: 1 },
        ],
      },
    });
  });

  it('does not keep reasoning that nothing follows', () => {
    const finish = replayFixture('responses-cut-while-reasoning').at(-1);
    expect(finish).toMatchObject({ type: 'finish', reason: 'length', raw_reason: 'max_output_tokens' });
    expect(finish).not.toHaveProperty('continuation');
  });

  it('passes the words of a refusal on and says that it is one', () => {
    const events = replayFixture('responses-refusal');
    expect(events.flatMap((event) => (event.type === 'text_delta' ? [event.delta] : []))).toEqual([
      'I cannot ',
      'do that.',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'content_filtered' });
  });
});
