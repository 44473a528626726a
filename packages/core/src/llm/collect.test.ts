import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { collectResponse, type CollectObserver } from './collect.ts';
import type { LlmStreamEvent } from './driver.ts';

const silent: CollectObserver = { onText: () => {}, onThinking: () => {} };
const finish: LlmStreamEvent = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };
const text = (part: number, delta: string): LlmStreamEvent => ({ type: 'text_delta', part, delta });
const call = (ordinal: number): LlmStreamEvent => ({ type: 'tool_call', ordinal, name: 'noop', arguments: {} });

async function* streamOf(events: LlmStreamEvent[]): AsyncGenerator<LlmStreamEvent> {
  yield* events;
}

describe('collectResponse', () => {
  it('assembles text parts, thinking, calls and what the finish says', async () => {
    const events: LlmStreamEvent[] = [
      { type: 'started', response_id: 'r1' },
      { type: 'reasoning_delta', delta: 'Hm' },
      { type: 'reasoning_delta', delta: 'm.' },
      text(0, 'A'),
      text(0, 'B'),
      text(1, 'C'),
      { type: 'tool_call', ordinal: 0, name: 'add', arguments: { a: 1 }, provider_call_id: 'call_0' },
      { type: 'tool_call', ordinal: 1, name: 'add', arguments: {}, arguments_error: 'no JSON' },
      { type: 'finish', reason: 'tool_calls', raw_reason: 'tool_use', usage: ZERO_USAGE },
    ];
    expect(await collectResponse(streamOf(events), silent)).toEqual({
      kind: 'response',
      response: {
        text_parts: ['AB', 'C'],
        thinking: 'Hmm.',
        tool_calls: [
          { name: 'add', arguments: { a: 1 }, provider_call_id: 'call_0' },
          { name: 'add', arguments: {}, arguments_error: 'no JSON' },
        ],
        finish_reason: 'tool_calls',
        raw_finish_reason: 'tool_use',
        usage: ZERO_USAGE,
        response_id: 'r1',
      },
    });
  });

  it('tells its observer of each delta', async () => {
    const seen: unknown[] = [];
    await collectResponse(streamOf([text(0, 'A'), { type: 'reasoning_delta', delta: 'B' }, finish]), {
      onText: (part, delta) => seen.push([part, delta]),
      onThinking: (delta) => seen.push(delta),
    });
    expect(seen).toEqual([[0, 'A'], 'B']);
  });

  it('passes a provider error on', async () => {
    const error = { class: 'overloaded' as const, message: 'busy', status: 529 };
    expect(await collectResponse(streamOf([text(0, 'A'), { type: 'error', error }]), silent)).toEqual({
      kind: 'error',
      error,
    });
  });

  it('replaces what cannot be stored without moving offsets', async () => {
    const events: LlmStreamEvent[] = [
      text(0, 'a\u0000b\uD800c'),
      { type: 'tool_call', ordinal: 0, name: 'n', arguments: { 'k\u0000': ['\uDC00', 1, null] } },
      finish,
    ];
    const result = await collectResponse(streamOf(events), silent);
    expect(result).toMatchObject({
      response: { text_parts: ['a\uFFFDb\uFFFDc'], tool_calls: [{ arguments: { 'k\uFFFD': ['\uFFFD', 1, null] } }] },
    });
  });

  it('keeps a surrogate pair that came in two deltas', async () => {
    const result = await collectResponse(streamOf([text(0, '\uD83D'), text(0, '\uDC4B'), finish]), silent);
    expect(result).toMatchObject({ response: { text_parts: ['👋'] } });
  });

  it.each<[string, LlmStreamEvent[]]>([
    ['no terminal event', [text(0, 'A')]],
    ['finish after the end', [finish, finish]],
    ['text_delta after the end', [finish, text(0, 'A')]],
    ['empty text delta', [text(0, ''), finish]],
    ['text of part 2 out of order', [text(0, 'A'), text(2, 'B'), finish]],
    ['text of part 0 out of order', [text(0, 'A'), text(1, 'B'), text(0, 'C'), finish]],
    ['tool call 1 out of order', [call(1), finish]],
    ['tool call 0 out of order', [call(0), call(0), finish]],
  ])('calls it a broken contract: %s', async (violation, events) => {
    expect(await collectResponse(streamOf(events), silent)).toEqual({
      kind: 'error',
      error: { class: 'internal', message: `the driver broke its stream contract: ${violation}` },
    });
  });

  it('calls a stream that throws a broken contract', async () => {
    async function* throwing(): AsyncGenerator<LlmStreamEvent> {
      yield text(0, 'A');
      throw new Error('socket');
    }
    expect(await collectResponse(throwing(), silent)).toMatchObject({
      kind: 'error',
      error: { class: 'internal', message: expect.stringContaining('it threw: socket') },
    });
  });
});
