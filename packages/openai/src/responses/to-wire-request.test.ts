import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { toWireRequest } from './to-wire-request.ts';

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

  it('puts encrypted reasoning back where it stood, for the model that wrote it', () => {
    const inputFor = (model: string) =>
      toWireRequest(llmRequest({ model, messages: [reasonedCall('gpt-5.1'), toolAnswer(1, '21')] })).input;
    const output = { type: 'function_call_output', call_id: testToolCallId(1), output: '21' };
    expect(inputFor('gpt-5.1')).toEqual([reasoning('rs_0'), text, reasoning('rs_2'), call, output]);
    expect(inputFor('gpt-5.2')).toEqual([text, call, output]);
  });

  it('keeps every call, marked or not', () => {
    const message = reasonedCall('gpt-5.1');
    const messages = [{ ...message, tool_calls: [...message.tool_calls, ...assistantCall(2).tool_calls] }];
    expect(toWireRequest(llmRequest({ model: 'gpt-5.1', messages })).input?.slice(-2)).toEqual([
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
