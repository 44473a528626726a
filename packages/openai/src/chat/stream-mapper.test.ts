import { recordOf, textOf } from '@everruns/answer-reader';
import type { LlmStreamEvent } from '@everruns/core';
import { ZERO_USAGE, type Usage } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../test/read-fixture.ts';
import { endChatStream, mapChatChunk, startChatStream } from './stream-mapper.ts';
import { recordsOf } from './collect-tool-calls.ts';
import type { WireChunk } from './wire.ts';

const ORIGIN = { provider_type: 'openai_compatible', model: 'test-model' };
const USAGE = {
  input_tokens: 100,
  output_tokens: 50,
  cache_read_tokens: 80,
  cache_creation_tokens: 0,
  reasoning_tokens: 30,
};

const NOT_REPORTED: Usage = { ...ZERO_USAGE, not_reported: ['input_tokens', 'output_tokens'] };

function replay(chunks: WireChunk[], isMarked = true): LlmStreamEvent[] {
  let state = startChatStream(ORIGIN);
  const events = chunks.flatMap((chunk) => {
    const [next, mapped] = mapChatChunk(Object.freeze(state), chunk);
    state = next;
    return mapped;
  });
  return [...events, ...endChatStream(state, isMarked)];
}

const replayFixture = (name: string) => replay(readFixture<WireChunk>(name));
const callsOf = (events: LlmStreamEvent[]) => events.filter((event) => event.type === 'tool_call');

/** Splits arguments that come after the name into single characters. */
function resplit(chunk: WireChunk): WireChunk[] {
  const choice = recordsOf(chunk['choices'])[0];
  const call = recordsOf(recordOf(choice?.['delta'])['tool_calls'])[0];
  const said = recordOf(call?.['function']);
  const text = textOf(said['arguments']);
  if (said['name'] || text === '') return [chunk];
  return Array.from(text).map((character) => ({
    ...chunk,
    choices: [{ ...choice, delta: { tool_calls: [{ ...call, function: { arguments: character } }] } }],
  }));
}

describe('the stream mapper of Chat Completions', () => {
  it('waits for usage that follows the finish reason', () => {
    expect(replayFixture('chat-usage-in-last-chunk')).toEqual([
      { type: 'started', response_id: 'chatcmpl-9x8y7z', model: 'test-model' },
      { type: 'text_delta', part: 0, delta: 'Hello' },
      { type: 'text_delta', part: 0, delta: ', wörld 👋!' },
      { type: 'finish', reason: 'stop', raw_reason: 'stop', response_id: 'chatcmpl-9x8y7z', usage: USAGE },
    ]);
  });

  it('does without ids, model and usage', () => {
    expect(replayFixture('chat-no-usage-no-ids')).toEqual([
      { type: 'started' },
      { type: 'text_delta', part: 0, delta: 'Hi' },
      { type: 'finish', reason: 'stop', raw_reason: 'stop', usage: NOT_REPORTED },
    ]);
  });

  it('collects parallel calls, however finely their arguments are cut', () => {
    const chunks = readFixture<WireChunk>('chat-parallel-tool-calls');
    const calls = [
      { type: 'tool_call', ordinal: 0, name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_a' },
      { type: 'tool_call', ordinal: 1, name: 'get_weather', arguments: { city: 'Oslo' }, provider_call_id: 'call_b' },
    ];
    expect(callsOf(replay(chunks))).toEqual(calls);
    expect(callsOf(replay(chunks.flatMap(resplit)))).toEqual(calls);
    expect(replay(chunks).at(-1)).toMatchObject({ reason: 'tool_calls', usage: USAGE });
  });

  it('keeps whole calls apart that share one id and have no index, and trusts the calls more than the reason', () => {
    const events = replayFixture('chat-whole-calls-same-id-no-index');
    expect(callsOf(events)).toEqual([
      { type: 'tool_call', ordinal: 0, name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_0' },
      { type: 'tool_call', ordinal: 1, name: 'get_weather', arguments: { city: 'Oslo' }, provider_call_id: 'call_0' },
      { type: 'tool_call', ordinal: 2, name: 'get_time', arguments: { zone: 'UTC' } },
    ]);
    expect(events.at(-1)).toMatchObject({ reason: 'tool_calls', raw_reason: 'stop' });
  });

  it('keeps calls apart that are all numbered 0', () => {
    expect(callsOf(replayFixture('chat-all-calls-index-0')).map((call) => call.arguments)).toEqual([
      { city: 'Paris' },
      { city: 'Oslo' },
    ]);
  });

  it('joins a call whose id and name come with every delta', () => {
    expect(callsOf(replayFixture('chat-name-in-every-delta'))).toEqual([
      { type: 'tool_call', ordinal: 0, name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_0' },
    ]);
  });

  it('keeps reasoning_content beside the calls that it led to', () => {
    const events = replayFixture('chat-reasoning-content');
    expect(events.filter((event) => event.type === 'reasoning_delta').map((event) => event.delta)).toEqual([
      'Paris, ',
      'then.',
    ]);
    expect(events.at(-1)).toMatchObject({
      continuation: { ...ORIGIN, items: [{ type: 'reasoning_content', text: 'Paris, then.' }] },
    });
  });

  it("skips Azure's opening chunk and sees its content filter", () => {
    const events = replayFixture('chat-azure-filter-chunks');
    expect(events[0]).toEqual({ type: 'started', response_id: 'chatcmpl-9x8y7z', model: 'test-model' });
    expect(events.at(-1)).toMatchObject({ reason: 'content_filtered', raw_reason: 'content_filter', usage: USAGE });
  });

  it('says that no reason has come, and whether the server said that this is all', () => {
    const chunks = readFixture<WireChunk>('chat-parallel-tool-calls').slice(0, -2);
    const [marked, cut] = [replay(chunks, true), replay(chunks, false)];
    expect(callsOf(marked).map((call) => call.arguments)).toEqual([{ city: 'Paris' }, { city: 'Oslo' }]);
    expect(marked.at(-1)).toMatchObject({ type: 'finish', reason: 'missing' });
    expect(marked.at(-1)).not.toHaveProperty('is_marked');
    expect(cut.at(-1)).toMatchObject({ type: 'finish', reason: 'missing', is_marked: false });
    expect(replay([])).toEqual([]);
  });
});
