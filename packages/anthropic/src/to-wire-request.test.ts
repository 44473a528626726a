import { normalizeRequest, resolveCompat, type LlmMessage, type LlmRequest } from '@everruns/core';
import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { toWireRequest as toWire } from './to-wire-request.ts';

function toWireRequest(asked: LlmRequest, baseUrl?: string) {
  const compat = resolveCompat({ provider_type: 'anthropic', base_url: baseUrl, model: asked.model });
  return toWire(normalizeRequest(asked, compat).request, compat, 'anthropic');
}

const EPHEMERAL = { type: 'ephemeral' };
const user = (text: string): LlmMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const messagesOf = (messages: LlmMessage[], model = 'claude-sonnet-4-5') =>
  toWireRequest(llmRequest({ model, messages })).messages;

function thinkingCall(model: string) {
  const items: JsonObject[] = [
    { type: 'thinking', thinking: 'Hm.', signature: 'EqQB' },
    { type: 'text' },
    { type: 'redacted_thinking', data: 'Emw' },
    { type: 'tool_use' },
  ];
  return { ...assistantCall(1), text: 'Looking.', continuation: { provider_type: 'anthropic', model, items } };
}

describe('a request to Anthropic', () => {
  it('caches tools, system prompt and the newest message', () => {
    const request = toWireRequest(llmRequest());
    expect(request.system).toEqual([{ type: 'text', text: 'Be brief.', cache_control: EPHEMERAL }]);
    expect(request.tools).toMatchObject([{ name: 'get_weather', cache_control: EPHEMERAL }]);
    expect(request.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: EPHEMERAL }] },
    ]);
  });

  it('makes one user turn of all results and what was said after them', () => {
    const call = assistantCall(1);
    const both = { ...call, tool_calls: [...call.tool_calls, ...assistantCall(2).tool_calls] };
    const failed = { ...toolAnswer(2, ''), is_error: true };
    expect(messagesOf([user('Go'), both, toolAnswer(1, '21'), failed, user('Hurry')])).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Go', cache_control: EPHEMERAL }] },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: testToolCallId(1), name: 'get_weather', input: { city: 'Paris' } },
          { type: 'tool_use', id: testToolCallId(2), name: 'get_weather', input: { city: 'Paris' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: testToolCallId(1), content: '21' },
          { type: 'tool_result', tool_use_id: testToolCallId(2), content: '(no output)', is_error: true },
          { type: 'text', text: 'Hurry', cache_control: EPHEMERAL },
        ],
      },
    ]);
  });

  it('puts thinking back where it stood, for the model that signed it', () => {
    expect(messagesOf([user('Go'), thinkingCall('claude-sonnet-4-5')])[1]?.content).toMatchObject([
      { type: 'thinking', thinking: 'Hm.', signature: 'EqQB' },
      { type: 'text', text: 'Looking.' },
      { type: 'redacted_thinking', data: 'Emw' },
      { type: 'tool_use', id: testToolCallId(1) },
    ]);
    expect(messagesOf([user('Go'), thinkingCall('claude-opus-4-5')])[1]?.content).toMatchObject([
      { type: 'text', text: 'Looking.' },
      { type: 'tool_use', id: testToolCallId(1) },
    ]);
  });

  it('returns thinking without a signature only to servers that want it, and to those with every answer', () => {
    const items: JsonObject[] = [{ type: 'thinking', thinking: 'Hm.', signature: '' }, { type: 'tool_use' }];
    const model = 'deepseek-v4-flash';
    const own = { ...assistantCall(1), continuation: { provider_type: 'anthropic', model, items } };
    const typesOf = (baseUrl?: string) =>
      toWireRequest(llmRequest({ model, messages: [user('Go'), own, assistantCall(2)] }), baseUrl)
        .messages.filter(({ role }) => role === 'assistant')
        .map(({ content }) => (typeof content === 'string' ? [] : content.map((block) => block.type)));
    expect(typesOf('https://api.deepseek.com/anthropic')).toEqual([
      ['thinking', 'tool_use'],
      ['thinking', 'tool_use'],
    ]);
    expect(typesOf()).toEqual([['tool_use'], ['tool_use']]);
  });

  it('asks for no budget of thinking in an answer that began without', () => {
    const request = { model: 'claude-sonnet-4-5', reasoning_effort: 'high' as const };
    const thinkingFor = (messages: LlmMessage[]) => toWireRequest(llmRequest({ ...request, messages })).thinking;
    expect(thinkingFor([user('Go'), assistantCall(1), toolAnswer(1, '21')])).toBeUndefined();
    expect(thinkingFor([user('Go'), thinkingCall('claude-sonnet-4-5'), toolAnswer(1, '21')])).toMatchObject({
      type: 'enabled',
    });
    expect(
      thinkingFor([
        user('Go'),
        assistantCall(1),
        toolAnswer(1, '21'),
        { role: 'assistant', text: 'So.', tool_calls: [] },
        user('And?'),
      ]),
    ).toMatchObject({ type: 'enabled' });
  });

  it('sends neither blank text nor an answer that says nothing', () => {
    expect(messagesOf([user(' \n'), { role: 'assistant', text: '', tool_calls: [] }, user('Hi')])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: '(empty message)' },
          { type: 'text', text: 'Hi', cache_control: EPHEMERAL },
        ],
      },
    ]);
  });

  it('sends what a message asks of the answer as far as the model takes it', () => {
    const controls = { temperature: 0.3, top_p: 0.5, stop: ['END', ' '], tool_choice: 'required' as const };
    const sent = (model: string, others: Partial<LlmRequest> = {}) =>
      toWireRequest(llmRequest({ model, controls, ...others }));
    const old = sent('claude-sonnet-4-5');
    expect(old).toMatchObject({ temperature: 0.3, stop_sequences: ['END'], tool_choice: { type: 'any' } });
    expect(old).not.toHaveProperty('top_p');
    expect(sent('claude-opus-4-8')).not.toHaveProperty('temperature');
    const thinking = sent('claude-sonnet-4-5', { reasoning_effort: 'high' });
    expect(thinking).not.toHaveProperty('temperature');
    expect(thinking).not.toHaveProperty('tool_choice');
    expect(sent('claude-sonnet-4-5', { controls: { temperature: 1.5 } })).not.toHaveProperty('temperature');
  });

  it('forbids parallel calls on request', () => {
    expect(toWireRequest(llmRequest({ controls: { parallel_tool_calls: false } })).tool_choice).toEqual({
      type: 'auto',
      disable_parallel_tool_use: true,
    });
  });

  it.each([
    ['claude-3-haiku-20240307', {}, { max_tokens: 4_096 }],
    ['claude-sonnet-4-5', {}, { max_tokens: 8_000 }],
    [
      'claude-sonnet-4-20250514',
      { reasoning_effort: 'high' },
      { max_tokens: 24_000, thinking: { type: 'enabled', budget_tokens: 16_000 } },
    ],
    [
      'claude-opus-4-1',
      { reasoning_effort: 'xhigh' },
      { max_tokens: 32_000, thinking: { type: 'enabled', budget_tokens: 24_000 } },
    ],
    ['claude-opus-4-1', { reasoning_effort: 'minimal', max_output_tokens: 1_500 }, { max_tokens: 1_500 }],
    [
      'claude-opus-4-1',
      { reasoning_effort: 'high', max_output_tokens: 6_000 },
      { max_tokens: 6_000, thinking: { type: 'enabled', budget_tokens: 3_000 } },
    ],
    ['claude-opus-4-7', { reasoning_effort: 'none' }, { max_tokens: 32_000, thinking: { type: 'disabled' } }],
    [
      'claude-sonnet-5',
      { reasoning_effort: 'xhigh' },
      { max_tokens: 32_000, output_config: { effort: 'max' }, thinking: { type: 'adaptive', display: 'summarized' } },
    ],
    [
      'kimi-k2',
      { reasoning_effort: 'low' },
      { max_tokens: 10_048, thinking: { type: 'enabled', budget_tokens: 2_048 } },
    ],
  ] as const)('gives %s with %j the output settings %j', (model, overrides, expected) => {
    const { max_tokens, thinking, output_config } = toWireRequest(llmRequest({ model, ...overrides }));
    expect({ max_tokens, thinking, output_config }).toEqual({
      thinking: undefined,
      output_config: undefined,
      ...expected,
    });
  });
});
