import { describe, expect, it } from 'vitest';
import { assistantCall, llmRequest, testToolCallId, toolAnswer } from '../../testing/model-requests.ts';
import { resolveCompat } from '../compat/resolve-compat.ts';
import type { LlmMessage } from '../driver.ts';
import { normalizeRequest } from './normalize-request.ts';

const user = (text: string): LlmMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const answer = (text: string): LlmMessage => ({ role: 'assistant', text, tool_calls: [] });

function normalize(
  messages: LlmMessage[],
  preset: 'generic' | 'mistral' | 'kimi' = 'generic',
  tools = llmRequest().tools,
) {
  const compat = resolveCompat({ provider_type: 'openai_compatible', model: 'test-model' }, { preset });
  return normalizeRequest(llmRequest({ messages, tools }), compat);
}

function calls(messages: readonly LlmMessage[]) {
  return messages.flatMap((message) => (message.role === 'assistant' ? message.tool_calls : []));
}

function named(name: string): LlmMessage {
  const call = assistantCall(1);
  return { ...call, tool_calls: call.tool_calls.map((one) => ({ ...one, name })) };
}

describe('a normalized request', () => {
  it.each(['', '  ', 'files.read', 'two words', 'x'.repeat(201), '3d_print', '-dash', 'füße', '../../etc', 'a\u0000b'])(
    'gives the tool name %j a form that every provider takes, the same in every request',
    (name) => {
      const once = calls(normalize([user('Go'), named(name)]).request.messages)[0]?.name ?? '';
      const again = calls(normalize([user('Other'), answer('So.'), user('Go'), named(name)]).request.messages)[0]?.name;
      expect(once).toMatch(/^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/);
      expect(again).toBe(once);
    },
  );

  it('tells names apart that look alike, and turns a call back into what the tool is called', () => {
    const tools = ['a.b', 'a_b', 'a b'].map((name) => ({ name, description: '', parameters: {} }));
    const { request, restore } = normalize([user('Go')], 'generic', tools);
    const names = request.tools.map((tool) => tool.name);
    expect(new Set(names).size).toBe(3);
    const restored = names.map((name) => restore({ type: 'tool_call', ordinal: 0, name, arguments: {} }));
    expect(restored).toMatchObject([{ name: 'a.b' }, { name: 'a_b' }, { name: 'a b' }]);
  });

  it('gives Mistral nine letters and digits for each id, equal for call and result and the same in every request', () => {
    const first = normalize([user('Go'), assistantCall(1), toolAnswer(1, '21')], 'mistral').request.messages;
    const later = normalize([user('Go'), assistantCall(1), toolAnswer(1, '21'), assistantCall(2)], 'mistral').request
      .messages;
    const [id] = calls(first).map((call) => call.id);
    expect(id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(first.find((message) => message.role === 'tool')).toMatchObject({ tool_call_id: id });
    expect(calls(later)[0]?.id).toBe(id);
    expect(calls(later)[1]?.id).not.toBe(id);
  });

  it('leaves our own ids where they fit', () => {
    expect(calls(normalize([user('Go'), assistantCall(1)]).request.messages)[0]?.id).toBe(testToolCallId(1));
  });

  it('numbers calls as Kimi does where that was chosen', () => {
    const compat = resolveCompat({ provider_type: 'openai_compatible', model: 'm' }, { call_ids: 'kimi' });
    const { request } = normalizeRequest(llmRequest({ messages: [assistantCall(1), assistantCall(2)] }), compat);
    expect(calls(request.messages).map(({ id }) => id)).toEqual(['functions.get_weather:0', 'functions.get_weather:1']);
  });

  it('tells repeated ids apart, each with its own result', () => {
    const messages = [
      user('Go'),
      assistantCall(1),
      toolAnswer(1, 'one'),
      user('Again'),
      assistantCall(1),
      toolAnswer(1, 'two'),
    ];
    const sent = normalize(messages).request.messages;
    const ids = calls(sent).map(({ id }) => id);
    const results = sent.filter((message) => message.role === 'tool');
    expect(new Set(ids).size).toBe(2);
    expect(results.map(({ content, tool_call_id }) => [content, ids.indexOf(tool_call_id)])).toEqual([
      ['one', 0],
      ['two', 1],
    ]);
  });

  it('answers a call without a result and leaves out a result without a call', () => {
    const sent = normalize([user('Go'), assistantCall(1), user('Well?'), toolAnswer(7, 'lost')]).request.messages;
    expect(sent.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
    expect(sent[2]).toMatchObject({ tool_call_id: testToolCallId(1), is_error: true });
  });

  it('makes one message of what a person said twice, as after a cancel', () => {
    expect(normalize([user('One'), user('Two')]).request.messages).toEqual([
      { role: 'user', content: [...contentOf('One'), ...contentOf('Two')] },
    ]);
  });

  it('begins and ends with a person, and has one between two answers', () => {
    const sent = normalize([answer('Hi'), answer('There'), answer('You')]).request.messages;
    expect(sent.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(normalize([]).request.messages.map(({ role }) => role)).toEqual(['user']);
  });

  it('parts tool results from what a person says next, where the provider wants that', () => {
    const messages = [user('Go'), assistantCall(1), toolAnswer(1, '21'), user('Hurry')];
    const rolesFor = (preset: 'generic' | 'mistral') =>
      normalize(messages, preset).request.messages.map(({ role }) => role);
    expect(rolesFor('mistral')).toEqual(['user', 'assistant', 'tool', 'assistant', 'user']);
    expect(rolesFor('generic')).toEqual(['user', 'assistant', 'tool', 'user']);
  });

  it('fills what is empty', () => {
    const sent = normalize([user('  '), assistantCall(1), toolAnswer(1, '\n'), answer(' '), user('Hi')]).request
      .messages;
    expect(sent).toMatchObject([
      { role: 'user', content: [{ text: '(empty message)' }] },
      { role: 'assistant' },
      { role: 'tool', content: '(no output)' },
      { role: 'user', content: [{ text: 'Hi' }] },
    ]);
  });

  it('gives parameters of a tool plain names where the provider takes no other, and a call its own names back', () => {
    const parameters = {
      type: 'object',
      properties: { $top: { type: 'integer' }, 'filter[id]': { type: 'string', description: 'By id.' }, plain: {} },
      required: ['$top'],
    };
    const tools = [{ name: 'read', description: 'Reads.', parameters }];
    const compat = resolveCompat({ provider_type: 'anthropic', model: 'claude-opus-5' });
    const call = { id: testToolCallId(1), name: 'read', arguments: { $top: 1 } };
    const said: LlmMessage = { role: 'assistant', text: '', tool_calls: [call] };
    const { request, restore } = normalizeRequest(llmRequest({ messages: [user('Go'), said], tools }), compat);
    const [tool] = request.tools;
    const properties = tool?.parameters['properties'] as Record<string, { description?: string }>;
    const names = Object.keys(properties);
    expect(names.every((name) => /^[a-zA-Z0-9_.-]{1,64}$/.test(name)) && names.includes('plain')).toBe(true);
    const descriptions = Object.values(properties).map(({ description }) => description);
    expect(descriptions).toEqual(['$top', 'filter[id]: By id.', undefined]);
    expect(tool?.parameters['required']).toEqual(names.slice(0, 1));
    expect(calls(request.messages)[0]?.arguments).toEqual({ [names[0] ?? '']: 1 });
    const args = Object.fromEntries(names.map((name, index) => [name, index]));
    expect(restore({ type: 'tool_call', ordinal: 0, name: 'read', arguments: args })).toMatchObject({
      arguments: { $top: 0, 'filter[id]': 1, plain: 2 },
    });
  });
});

function contentOf(text: string) {
  return [{ type: 'text' as const, text }];
}
