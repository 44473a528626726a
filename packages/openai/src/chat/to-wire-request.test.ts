import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { toWireRequest } from './to-wire-request.ts';

describe('a request of Chat Completions', () => {
  it('sends system prompt, calls and results, and leaves out an answer that says nothing', () => {
    const silent = { role: 'assistant' as const, text: '', tool_calls: [] };
    const messages = [...llmRequest().messages, silent, assistantCall(1), toolAnswer(1, '21')];
    expect(toWireRequest(llmRequest({ messages }), 'openai_compatible').messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: testToolCallId(1),
            type: 'function',
            function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: testToolCallId(1), content: '21' },
    ]);
  });

  it('gives reasoning_content back to the model and provider type that wrote it', () => {
    const items = [{ type: 'reasoning_content', text: 'Hm.' }];
    const call = (model: string) => ({
      ...assistantCall(1),
      continuation: { provider_type: 'openai_compatible', model, items },
    });
    const sent = (model: string) => toWireRequest(llmRequest({ messages: [call(model)] }), 'openai_compatible');
    expect(sent('test-model').messages[1]).toMatchObject({ reasoning_content: 'Hm.' });
    expect(sent('other-model').messages[1]).not.toHaveProperty('reasoning_content');
  });

  it('names the token limit as each kind of server knows it', () => {
    const request = llmRequest({ max_output_tokens: 100 });
    expect(toWireRequest(request, 'openai_compatible')).toMatchObject({ max_tokens: 100 });
    expect(toWireRequest(request, 'azure_openai')).toMatchObject({ max_completion_tokens: 100 });
  });

  it('forbids parallel calls only where there are tools', () => {
    const request = llmRequest({ parallel_tool_calls: false });
    expect(toWireRequest(request, 'openai_compatible')).toMatchObject({ parallel_tool_calls: false });
    expect(toWireRequest({ ...request, tools: [] }, 'openai_compatible')).not.toHaveProperty('parallel_tool_calls');
  });
});
