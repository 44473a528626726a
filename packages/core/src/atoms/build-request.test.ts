import { MessageId } from '@everruns/schemas';
import type { ContentPart, Message } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { LlmMessage } from '../llm/driver.ts';
import { makeInputMessage, makeModel, makeRuntimeAgent, makeToolDefinition } from '../testing/builders.ts';
import { testToolCallId } from '../testing/model-requests.ts';
import { makeTestUuid } from '../testing/sequential-ids.ts';
import { buildRequest } from './build-request.ts';

let lastId = 0;
const message = (role: Message['role'], content: ContentPart[], rest: Partial<Message> = {}): Message =>
  makeInputMessage('', { id: MessageId.parse(makeTestUuid((lastId += 1))), role, content, ...rest });
const user = (text: string) => message('user', [{ type: 'text', text }]);
const agentText = (text: string, rest: Partial<Message> = {}) => message('agent', [{ type: 'text', text }], rest);
const call = (number: number): ContentPart => ({
  type: 'tool_call',
  id: testToolCallId(number),
  name: 'add',
  arguments: { a: number },
});
const result = (number: number, answer: { result?: ContentPart | string | null; error?: string }) =>
  message('tool_result', [{ type: 'tool_result', tool_call_id: testToolCallId(number), ...answer } as ContentPart]);

function messagesOf(messages: Message[], agent = makeRuntimeAgent()): LlmMessage[] {
  return buildRequest({ agent, messages, request_id: 'r', iteration: 1 }).messages;
}

describe('buildRequest', () => {
  it('says who the model is, what it may call and how much it may write', () => {
    const tool = makeToolDefinition({ name: 'add', description: 'Adds.' });
    const agent = makeRuntimeAgent({
      tools: [tool],
      model: makeModel({ max_output_tokens: 4_000, reasoning_effort: 'low' }),
    });
    expect(buildRequest({ agent, messages: [user('Hi')], request_id: 'r', iteration: 1 })).toEqual({
      model: 'sim-1',
      system: 'Be brief.',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      tools: [{ name: 'add', description: 'Adds.', parameters: { type: 'object' } }],
      request_id: 'r',
      max_output_tokens: 4_000,
      reasoning_effort: 'low',
    });
  });

  it('gives the same list of tools to all requests of an agent, and another one to an agent with other tools', () => {
    const tools = [makeToolDefinition({ name: 'add', description: 'Adds.' })];
    const toolsOf = (agent = makeRuntimeAgent({ tools })) =>
      buildRequest({ agent, messages: [], request_id: 'r', iteration: 1 }).tools;
    expect(toolsOf()).toBe(toolsOf());
    const [tool] = tools;
    const other = makeRuntimeAgent({ tools: [{ ...makeToolDefinition({}), ...tool, description: 'Sums.' }] });
    expect(toolsOf(other)).toEqual([{ name: 'add', description: 'Sums.', parameters: { type: 'object' } }]);
  });

  it("lets the turn's own token limit win over the model's", () => {
    const agent = makeRuntimeAgent({
      model: makeModel({ max_output_tokens: 4_000 }),
      limits: { max_iterations: 1, max_tokens: 100 },
    });
    expect(buildRequest({ agent, messages: [], request_id: 'r', iteration: 1 }).max_output_tokens).toBe(100);
  });

  it('forces a call only in the first answer of the turn, which could not end otherwise', () => {
    const agent = makeRuntimeAgent({ controls: { temperature: 0, tool_choice: 'required' } });
    const asked = (iteration: number) => buildRequest({ agent, messages: [], request_id: 'r', iteration }).controls;
    expect(asked(1)).toEqual({ temperature: 0, tool_choice: 'required' });
    expect(asked(2)).toEqual({ temperature: 0 });
  });

  it('passes images on', () => {
    const image: ContentPart = { type: 'image', base64: 'AAAA', media_type: 'image/png' };
    expect(messagesOf([message('user', [image])])).toEqual([{ role: 'user', content: [image] }]);
  });

  it('shows the pictures of results behind all results, each with the call that it is of', () => {
    const image: ContentPart = { type: 'image', base64: 'AAAA', media_type: 'image/png' };
    const seen = result(1, { result: 'seen' });
    const history = [
      message('agent', [call(1), call(2)]),
      { ...seen, content: [...seen.content, image] },
      result(2, { result: '5' }),
    ];
    const messages = messagesOf(history);
    expect(messages.map(({ role }) => role)).toEqual(['assistant', 'tool', 'tool', 'user']);
    const caption = { type: 'text', text: expect.stringContaining('shows:') };
    expect(messages.at(-1)).toEqual({ role: 'user', content: [caption, image] });
  });

  it('puts each result right behind its call, in the order of the calls', () => {
    const history = [
      user('Add.'),
      message('agent', [{ type: 'text', text: 'Ok.' }, call(1), call(2)]),
      result(2, { error: 'overflow' }),
      user('Hurry!'),
      result(1, { result: '5' }),
    ];
    expect(messagesOf(history)).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Add.' }] },
      {
        role: 'assistant',
        text: 'Ok.',
        tool_calls: [
          { id: testToolCallId(1), name: 'add', arguments: { a: 1 } },
          { id: testToolCallId(2), name: 'add', arguments: { a: 2 } },
        ],
      },
      { role: 'tool', tool_call_id: testToolCallId(1), name: 'add', content: '5', is_error: false },
      { role: 'tool', tool_call_id: testToolCallId(2), name: 'add', content: 'overflow', is_error: true },
      { role: 'user', content: [{ type: 'text', text: 'Hurry!' }] },
    ]);
  });

  it('answers a call that has no result', () => {
    const messages = messagesOf([message('agent', [call(1)])]);
    expect(messages[1]).toMatchObject({
      role: 'tool',
      is_error: true,
      content: 'No result was recorded for this call.',
    });
  });

  it('drops a result without its call', () => {
    expect(messagesOf([result(1, { result: '5' })])).toEqual([]);
  });

  it.each([
    [{ result: { celsius: 21 } as never }, '{"celsius":21}'],
    [{ result: 'plain' }, 'plain'],
    [{ result: null }, 'null'],
    [{}, 'null'],
  ])('writes the result %j as %s', (answer, content) => {
    expect(messagesOf([message('agent', [call(1)]), result(1, answer)])[1]).toMatchObject({ content });
  });

  it('passes a continuation only to the provider type that wrote it', () => {
    const continuation = { provider_type: 'anthropic', model: 'm', items: [{ thinking: 'signed' }] };
    const history = [agentText('Hi.', { continuation })];
    const anthropic = makeRuntimeAgent({ model: makeModel({ provider_type: 'anthropic' }) });
    expect(messagesOf(history, anthropic)).toEqual([{ role: 'assistant', text: 'Hi.', tool_calls: [], continuation }]);
    expect(messagesOf(history)).toEqual([{ role: 'assistant', text: 'Hi.', tool_calls: [] }]);
  });

  it('leaves out an answer that says nothing', () => {
    expect(messagesOf([user('Hi'), message('agent', [])])).toHaveLength(1);
  });
});
