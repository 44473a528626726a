import { ZERO_USAGE, type JsonObject, type JsonValue } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { collectResponse } from './collect.ts';
import type { CollectObserver } from './draft-answer.ts';
import type { LlmStreamEvent } from './driver.ts';

const silent: CollectObserver = { onText: () => {}, onThinking: () => {} };
const finish: Extract<LlmStreamEvent, { type: 'finish' }> = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };
const text = (part: number, delta: string): LlmStreamEvent => ({ type: 'text_delta', part, delta });
const call = (ordinal: number): Extract<LlmStreamEvent, { type: 'tool_call' }> => ({
  type: 'tool_call',
  ordinal,
  name: 'noop',
  arguments: {},
});

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

  it('stores nothing that could not be read again', async () => {
    const bad = 'a\u0000b\uD800';
    const good = 'a\uFFFDb\uFFFD';
    const events: LlmStreamEvent[] = [
      { type: 'started', response_id: bad },
      { type: 'reasoning_delta', delta: bad },
      text(0, bad),
      {
        type: 'tool_call',
        ordinal: 0,
        name: bad,
        arguments: { [bad]: [{ [bad]: bad, ['__proto__']: {} }], ['__proto__']: {}, big: Infinity },
        provider_call_id: bad,
        arguments_error: bad,
      },
      {
        type: 'finish',
        reason: 'stop',
        raw_reason: bad,
        usage: ZERO_USAGE,
        continuation: { provider_type: 'x', model: 'm', items: [{ type: 'thinking', [bad]: bad }] },
      },
    ];
    const collected = await collectResponse(streamOf(events), silent);
    expect(JSON.stringify(collected)).not.toContain('__proto__');
    expect(collected).toMatchObject({
      response: {
        text_parts: [good],
        thinking: good,
        tool_calls: [
          { name: good, arguments: { [good]: [{ [good]: good }] }, provider_call_id: good, arguments_error: good },
        ],
        raw_finish_reason: good,
        response_id: good,
        continuation: { items: [{ type: 'thinking', [good]: good }] },
      },
    });
  });

  it('bounds every text, and leaves out ids that are too long to be one', async () => {
    const long = 'x'.repeat(1_000_000);
    const events: LlmStreamEvent[] = [
      text(0, 'A'),
      { type: 'tool_call', ordinal: 0, name: long, arguments: {}, provider_call_id: long, arguments_error: long },
      { type: 'finish', reason: 'stop', raw_reason: long, response_id: long, usage: ZERO_USAGE },
    ];
    const result = await collectResponse(streamOf(events), silent);
    expect(JSON.stringify(result).length).toBeLessThan(2_000);
    expect(JSON.stringify(result)).not.toMatch(/provider_call_id|response_id/);
  });

  it('bounds calls, parts, and what a provider wants back', async () => {
    const nested = (depth: number): JsonValue => Array.from({ length: depth }).reduce<JsonValue>((inner) => [inner], 1);
    const events: LlmStreamEvent[] = [
      ...Array.from({ length: 300 }, (_, part) => text(part, 'x')),
      ...Array.from({ length: 1_100 }, (_, ordinal) => call(ordinal)),
      { ...call(1_100), arguments: { a: nested(100_000) } },
      {
        type: 'finish',
        reason: 'stop',
        usage: ZERO_USAGE,
        continuation: { provider_type: 'x', model: 'm', items: [{ a: nested(100_000) }] },
      },
    ];
    const result = await collectResponse(streamOf(events), silent);
    if (result.kind === 'error') throw new Error(result.error.message);
    const { text_parts: parts, tool_calls: calls } = result.response;
    expect([parts.length, parts.join('').length, calls.length]).toEqual([256, 300, 1_024]);
    expect(result.response).not.toHaveProperty('continuation');
  });

  it('tells the model of arguments that are nested too deeply', async () => {
    const deep = JSON.parse(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`) as JsonObject;
    const result = await collectResponse(streamOf([{ ...call(0), arguments: deep }, finish]), silent);
    expect(result).toMatchObject({
      response: { tool_calls: [{ arguments: {}, arguments_error: expect.any(String) }] },
    });
  });

  it('is over when the answer is too long to be kept', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    const events = [...Array.from({ length: 15 }, () => text(0, megabyte)), finish];
    expect(await collectResponse(streamOf(events), silent)).toMatchObject({ error: { class: 'unusable_answer' } });
  });

  it.each([
    [{ input_tokens: 1.5 }, { input_tokens: 0, not_reported: ['input_tokens'] }],
    [{ output_tokens: -1 }, { output_tokens: 0, not_reported: ['output_tokens'] }],
    [{ input_tokens: 2 ** 53 - 1 }, { input_tokens: 0, not_reported: ['input_tokens'] }],
    [{ cache_read_tokens: 7 }, { cache_read_tokens: 5 }],
    [{ not_reported: ['input_tokens' as const] }, { input_tokens: 0, not_reported: ['input_tokens'] }],
  ])('believes no count that is none: %j', async (fields, usage) => {
    const reported = { ...ZERO_USAGE, input_tokens: 5, output_tokens: 3, ...fields };
    const result = await collectResponse(streamOf([text(0, 'A'), { ...finish, usage: reported }]), silent);
    expect(result).toMatchObject({ response: { usage } });
  });
});
