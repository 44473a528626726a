import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC_TWIN } from './anthropic-twin.ts';
import { CHAT_TWINS } from './chat-twins.ts';
import { RESPONSES_TWIN } from './responses-twin.ts';

const user = { role: 'user', content: 'Hi' };
const call = (id: string, name = 'read', extra: JsonObject = {}): JsonObject => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ id, type: 'function', function: { name, arguments: '{}' }, ...extra }],
});
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'ok' });

function refuseChat(name: string, messages: JsonObject[], fields: JsonObject = {}): string | null {
  const twin = CHAT_TWINS.find((known) => known.name === name);
  return twin?.refuse({ model: 'm', messages, ...fields }) ?? null;
}

describe('a strict twin', () => {
  it.each<[string, JsonObject[], RegExp]>([
    ['Mistral', [user, call('call_1'), result('call_1')], /Tool call id was call_1/],
    ['Mistral', [user, call('abcdefgh1'), result('abcdefgh1'), user], /Unexpected role 'user' after role 'tool'/],
    ['OpenAI Chat', [user, call('c', 'files.read'), result('c')], /Invalid function name/],
    ['OpenAI Chat', [user, call('c'), user], /must be followed by tool messages/],
    ['OpenAI Chat', [user, result('c')], /without a preceding tool call/],
    ['OpenAI Chat', [user, user], /must alternate/],
    ['OpenAI Chat', [{ role: 'user', content: ' ' }], /must not be empty/],
    ['Gemini', [user, call('c'), result('c')], /missing a thought_signature/],
    ['DeepSeek', [user, { role: 'assistant', content: 'Hi' }, user], /reasoning_content is missing/],
    ['Kimi', [user, call('c', '3d'), result('c')], /reasoning_content|Invalid function name/],
  ])('of %s refuses %j', (name, messages, reason) => {
    expect(refuseChat(name, messages)).toMatch(reason);
  });

  it('of Gemini refuses keywords of JSON Schema that are none of OpenAPI', () => {
    const parameters = { type: 'object', properties: { line: { type: 'integer', exclusiveMinimum: 0 } } };
    const tools = [{ type: 'function', function: { name: 'read', parameters } }];
    expect(refuseChat('Gemini', [user], { tools })).toMatch(/exclusiveMinimum/);
  });

  it.each<[JsonObject[], RegExp]>([
    [[{ role: 'user', content: [{ type: 'text', text: ' ' }] }], /non-empty/],
    [[{ role: 'assistant', content: [{ type: 'text', text: 'Hi' }] }], /first message/],
    [
      [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] }],
      /unexpected `tool_use_id`/,
    ],
  ])('of Anthropic refuses %j', (messages, reason) => {
    expect(ANTHROPIC_TWIN.refuse({ messages })).toMatch(reason);
  });

  it('of Anthropic goes on with an answer that has paused, and with no other', () => {
    const answer = { seed: 'p', reasoning: 'Hm.', texts: ['So.'], calls: [], hasSearched: true, pauses: true };
    expect(ANTHROPIC_TWIN.render(answer)).toContain('pause_turn');
    const said = (id: string): JsonObject => ({
      model: 'm',
      max_tokens: 9,
      tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 1 }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', content: [{ type: 'server_tool_use', id, name: 'web_search', input: {} }] },
      ],
    });
    expect(ANTHROPIC_TWIN.refuse(said('srvtoolu_p'))).toBeNull();
    expect(ANTHROPIC_TWIN.resume?.(said('srvtoolu_p'))).toContain('end_turn');
    expect(ANTHROPIC_TWIN.refuse(said('srvtoolu_q'))).toMatch(/prefill/);
  });

  it.each<[JsonObject[], RegExp]>([
    [
      [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gpt-5.4:rs_1' }],
      /without its required following item/,
    ],
    [[{ type: 'function_call', call_id: 'c', name: 'read', arguments: '{}' }], /No tool output found/],
    [[{ type: 'function_call_output', call_id: 'c', output: 'ok' }], /No tool call found/],
  ])('of Responses refuses %j', (input, reason) => {
    expect(RESPONSES_TWIN.refuse({ input })).toMatch(reason);
  });

  it.each<[JsonObject, RegExp]>([
    [{ max_tokens: 9, thinking: { type: 'enabled', budget_tokens: 1_024 } }, /must be greater than/],
    [{ max_tokens: 9, tool_choice: { type: 'auto' } }, /while providing tools/],
    [{ max_tokens: 9, system: [{ type: 'text', text: '' }] }, /system: text content blocks must be non-empty/],
    [
      { max_tokens: 9, tools: [{ name: 'a', input_schema: { type: 'object', properties: { $a: {} } } }] },
      /Property keys/,
    ],
    [{ max_tokens: 9, tools: [{ name: 'a', input_schema: { type: 'object', anyOf: [] } }] }, /at the top level/],
    [{}, /max_tokens: Field required/],
  ])('of Anthropic refuses the fields %j', (fields, reason) => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
    expect(ANTHROPIC_TWIN.refuse({ messages, ...fields })).toMatch(reason);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['OpenAI Chat', { tools: [] }, /array length/],
    ['OpenAI Chat', { parallel_tool_calls: false }, /only allowed when/],
    ['OpenAI Chat', { tools: [tool({}, 'x'.repeat(1_025))] }, /description': string too long/],
    ['Kimi', { tools: [tool({ a: { type: 'string', anyOf: [{}] } })] }, /defined in anyOf items/],
    ['Gemini', { tools: [tool({ a: { const: 1 } })] }, /"const" in the schema/],
  ])('of %s refuses the fields %j', (name, fields, reason) => {
    expect(refuseChat(name, [user], fields)).toMatch(reason);
  });
});

function tool(properties: JsonObject, description = ''): JsonObject {
  return { type: 'function', function: { name: 'read', description, parameters: { type: 'object', properties } } };
}
