import { normalizeRequest, resolveCompat, type LlmRequest } from '@everruns/core';
import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { toWireRequest as toWire } from './to-wire-request.ts';

function toWireRequest(asked: LlmRequest) {
  const compat = resolveCompat({ provider_type: 'openai', model: asked.model });
  return toWire(normalizeRequest(asked, compat).request, compat, 'openai');
}

const reasoning = (id: string): JsonObject => ({
  type: 'reasoning',
  id,
  summary: [],
  encrypted_content: `gAAAA-${id}`,
});

function reasonedCall(model: string) {
  const items = [reasoning('rs_0'), { type: 'text' }, reasoning('rs_2'), { type: 'tool_call', ordinal: 0 }];
  return { ...assistantCall(1), text: 'Looking.', continuation: { provider_type: 'openai', model, items } };
}

const said = { type: 'message', role: 'user', content: [{ type: 'input_text', text: '(continue)' }] };
const text = { role: 'assistant', content: 'Looking.' };
const call = {
  type: 'function_call',
  call_id: testToolCallId(1),
  name: 'get_weather',
  arguments: '{"city":"Paris"}',
};

describe('a request of Responses', () => {
  it('stores nothing at OpenAI', () => {
    expect(toWireRequest(llmRequest())).toMatchObject({ store: false, stream: true, instructions: 'Be brief.' });
  });

  it('names its session, so that it meets the same cache', () => {
    expect(toWireRequest(llmRequest({ cache_key: 's1' })).prompt_cache_key).toBe('s1');
    expect(toWireRequest(llmRequest({ cache_key: 's1', leave_out: ['prompt_cache_key'] }))).not.toHaveProperty(
      'prompt_cache_key',
    );
  });

  it('puts encrypted reasoning back where it stood, for the model that wrote it', () => {
    const inputFor = (model: string) =>
      toWireRequest(llmRequest({ model, messages: [reasonedCall('gpt-5.1'), toolAnswer(1, '21')] })).input;
    const output = { type: 'function_call_output', call_id: testToolCallId(1), output: '21' };
    expect(inputFor('gpt-5.1')).toEqual([said, reasoning('rs_0'), text, reasoning('rs_2'), call, output]);
    expect(inputFor('gpt-5.2')).toEqual([said, text, call, output]);
  });

  it('returns each text in its place with its phase, and no reasoning that nothing follows', () => {
    const items = [
      reasoning('rs_0'),
      { type: 'text', parts: 1, phase: 'commentary' },
      reasoning('rs_2'),
      { type: 'text', parts: 0 },
      reasoning('rs_4'),
      { type: 'text', parts: 1, phase: 'final_answer' },
      reasoning('rs_6'),
    ];
    const answer = {
      role: 'assistant' as const,
      text: 'One.\nTwo.',
      text_parts: ['One.', 'Two.'],
      tool_calls: [],
      continuation: { provider_type: 'openai', model: 'gpt-5.4', items },
    };
    expect(toWireRequest(llmRequest({ model: 'gpt-5.4', messages: [answer] })).input?.slice(1, -1)).toEqual([
      reasoning('rs_0'),
      { role: 'assistant', content: 'One.', phase: 'commentary' },
      reasoning('rs_4'),
      { role: 'assistant', content: 'Two.', phase: 'final_answer' },
    ]);
  });

  it('deals out the texts of a log whose marks do not say how many parts they are', () => {
    const items = [reasoning('rs_0'), { type: 'text' }, reasoning('rs_2'), { type: 'text' }];
    const answer = {
      role: 'assistant' as const,
      text: 'One.\nTwo.',
      text_parts: ['One.', 'Two.'],
      tool_calls: [],
      continuation: { provider_type: 'openai', model: 'gpt-5.4', items },
    };
    expect(toWireRequest(llmRequest({ model: 'gpt-5.4', messages: [answer] })).input?.slice(1, -1)).toEqual([
      reasoning('rs_0'),
      { role: 'assistant', content: 'One.' },
      reasoning('rs_2'),
      { role: 'assistant', content: 'Two.' },
    ]);
  });

  it('keeps every call, marked or not', () => {
    const message = reasonedCall('gpt-5.1');
    const messages = [{ ...message, tool_calls: [...message.tool_calls, ...assistantCall(2).tool_calls] }];
    expect(toWireRequest(llmRequest({ model: 'gpt-5.1', messages })).input?.slice(-4, -2)).toEqual([
      call,
      { ...call, call_id: testToolCallId(2) },
    ]);
  });

  it.each([
    ['gpt-4.1', {}, undefined, undefined],
    ['gpt-5-chat-latest', {}, undefined, undefined],
    ['gpt-5.1', {}, ['reasoning.encrypted_content'], undefined],
    ['o4-mini', { reasoning_effort: 'high' }, ['reasoning.encrypted_content'], { effort: 'high', summary: 'auto' }],
    ['gpt-5.1', { reasoning_effort: 'none' }, ['reasoning.encrypted_content'], { effort: 'none' }],
  ] as const)('asks %s with %j for reasoning that it can give', (model, overrides, include, expected) => {
    const request = toWireRequest(llmRequest({ model, ...overrides }));
    expect([request.include, request.reasoning]).toEqual([include, expected]);
  });
});
