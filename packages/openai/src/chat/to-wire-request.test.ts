import { normalizeRequest, resolveCompat, type LlmRequest } from '@everruns/core';
import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '@everruns/core/testing/contracts';
import type { LlmProviderType, ModelCompat } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { toWireRequest as toWire } from './to-wire-request.ts';

function toWireRequest(asked: LlmRequest, type: LlmProviderType = 'openai_compatible', byHand: ModelCompat = {}) {
  const compat = resolveCompat({ provider_type: type, model: asked.model }, byHand);
  return toWire(normalizeRequest(asked, compat).request, compat, type);
}

describe('a request of Chat Completions', () => {
  it('sends system prompt, calls and results, and leaves out an answer that says nothing', () => {
    const silent = { role: 'assistant' as const, text: '', tool_calls: [] };
    const messages = [...llmRequest().messages, silent, assistantCall(1), toolAnswer(1, '21')];
    expect(toWireRequest(llmRequest({ messages }), 'openai_compatible').messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: '',
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
    const sent = (model: string) => toWireRequest(llmRequest({ messages: [...llmRequest().messages, call(model)] }));
    expect(sent('test-model').messages[2]).toMatchObject({ reasoning_content: 'Hm.' });
    expect(sent('other-model').messages[2]).not.toHaveProperty('reasoning_content');
  });

  it('names the token limit as each kind of server knows it', () => {
    const request = llmRequest({ max_output_tokens: 100 });
    expect(toWireRequest(request, 'openai_compatible')).toMatchObject({ max_tokens: 100 });
    expect(toWireRequest(request, 'azure_openai')).toMatchObject({ max_completion_tokens: 100 });
  });

  it('forbids parallel calls only where there are tools', () => {
    const request = llmRequest({ controls: { parallel_tool_calls: false } });
    expect(toWireRequest(request, 'openai_compatible')).toMatchObject({ parallel_tool_calls: false });
    expect(toWireRequest({ ...request, tools: [] }, 'openai_compatible')).not.toHaveProperty('parallel_tool_calls');
  });

  it('sends what a message asks of the answer, and nothing about tools where there are none', () => {
    const controls = { temperature: 0, top_p: 0.5, stop: ['END'], tool_choice: 'required' as const };
    const request = llmRequest({ controls });
    expect(toWireRequest(request, 'openai_compatible')).toMatchObject(controls);
    expect(toWireRequest({ ...request, tools: [] }, 'openai_compatible')).not.toHaveProperty('tool_choice');
    const [tool] = request.tools;
    const chosen = { ...request, controls: { tool_choice: { name: tool?.name ?? '' } } };
    expect(toWireRequest(chosen, 'openai_compatible').tool_choice).toEqual({
      type: 'function',
      function: { name: tool?.name },
    });
    const gone = { ...request, controls: { tool_choice: { name: 'gone' } } };
    expect(toWireRequest(gone, 'openai_compatible')).not.toHaveProperty('tool_choice');
  });

  it('returns the signature of each call to Gemini, and says of a foreign call that it is one', () => {
    const signature = { google: { thought_signature: 'Eq==' } };
    const items = [{ type: 'extra_content', ordinal: 0, extra_content: signature }];
    const own = {
      ...assistantCall(1),
      continuation: { provider_type: 'openai_compatible', model: 'gemini-3-pro', items },
    };
    const { messages } = toWireRequest(llmRequest({ model: 'gemini-3-pro', messages: [own, assistantCall(2)] }));
    const extras = messages.flatMap((message) =>
      'tool_calls' in message
        ? (message.tool_calls ?? []).map((call) => ('extra_content' in call ? call.extra_content : null))
        : [],
    );
    expect(extras).toEqual([signature, { google: { thought_signature: 'skip_thought_signature_validator' } }]);
  });

  it('returns reasoning to DeepSeek and Kimi with every answer', () => {
    const answers = [assistantCall(1), { role: 'assistant' as const, text: 'So.', tool_calls: [] }];
    const { messages } = toWireRequest(llmRequest({ model: 'deepseek-chat', messages: answers }));
    expect(messages.filter(({ role }) => role === 'assistant')).toMatchObject([
      { reasoning_content: ' ' },
      { reasoning_content: ' ' },
    ]);
  });

  it('returns reasoning_details as they came', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm.', signature: 'Eq' }];
    const items = [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'reasoning_details', details },
    ];
    const own = {
      ...assistantCall(1),
      continuation: { provider_type: 'openai_compatible', model: 'test-model', items },
    };
    const sent = toWireRequest(llmRequest({ messages: [own] })).messages.find(({ role }) => role === 'assistant');
    expect(sent).toMatchObject({ reasoning_details: details });
    expect(sent).not.toHaveProperty('reasoning');
  });

  it.each([
    [{ content_beside_calls: 'omit' }, undefined],
    [{ content_beside_calls: 'null' }, null],
    [{ preset: 'mistral' }, ''],
  ] as const)('with %j puts %j beside calls that stand alone', (byHand, expected) => {
    const { messages } = toWireRequest(llmRequest({ messages: [assistantCall(1)] }), 'openai_compatible', byHand);
    const answer = messages.find(({ role }) => role === 'assistant');
    expect(answer !== undefined && 'content' in answer ? answer.content : undefined).toBe(expected);
  });

  it('leaves out what was switched off or refused', () => {
    const request = llmRequest({ max_output_tokens: 5, reasoning_effort: 'low', leave_out: ['max_tokens'] });
    const sent = toWireRequest(request, 'openai_compatible', { stream_options: false, reasoning_request: 'thinking' });
    expect(sent).toMatchObject({ max_completion_tokens: 5, thinking: { type: 'enabled' } });
    expect(Object.keys(sent)).not.toContain('stream_options');
    const leave_out = ['max_tokens', 'max_completion_tokens', 'reasoning_effort'] as const;
    const bare = toWireRequest({ ...request, leave_out });
    expect(Object.keys(bare).toSorted()).toEqual(['messages', 'model', 'stream', 'stream_options', 'tools']);
  });

  it('puts the system prompt where the template wants it', () => {
    const sent = toWireRequest(llmRequest(), 'openai_compatible', { system_role: 'user' }).messages;
    expect(sent).toEqual([{ role: 'user', content: 'Be brief.\n\nHello' }]);
    const developer = toWireRequest(llmRequest(), 'openai_compatible', { system_role: 'developer' }).messages;
    expect(developer[0]).toEqual({ role: 'developer', content: 'Be brief.' });
  });
});
