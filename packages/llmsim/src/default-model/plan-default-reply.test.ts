import { describe, expect, it } from 'vitest';
import type { SimMessage } from '../conversation.ts';
import { makeConversation, userMessage } from '../testing/conversation-builder.ts';
import { planDefaultReply } from './plan-default-reply.ts';

function callsFor(text: string, history: SimMessage[] = []): unknown[] {
  const conversation = makeConversation(text, { messages: [userMessage(text), ...history] });
  return planDefaultReply(conversation).map((step) => {
    if (typeof step === 'string' || !('tool_call' in step)) return step;
    return [step.tool_call.name, step.tool_call.arguments];
  });
}

describe('the default model calls tools', () => {
  const table: [text: string, ...calls: [string, unknown][]][] = [
    ['What time is it in Tokyo?', ['get_current_time', { timezone: 'Asia/Tokyo' }]],
    ['what time is it?', ['get_current_time', {}]],
    [
      'Current time in New York and Paris please',
      ['get_current_time', { timezone: 'America/New_York' }],
      ['get_current_time', { timezone: 'Europe/Paris' }],
    ],
    ['what is 12.5 * 4', ['multiply', { a: 12.5, b: 4 }]],
    ['What is 12.5 times 4?', ['multiply', { a: 12.5, b: 4 }]],
    ['Compute (1 + 2) * 3 - 4 / 2.', ['evaluate', { expression: '(1 + 2) * 3 - 4 / 2' }]],
    ['What is 2 ** 10?', ['evaluate', { expression: '2 ^ 10' }]],
    ['0.10000000000000000001 + 1', ['add', { a: '0.10000000000000000001', b: 1 }]],
    ['add 2 and 3', ['add', { a: 2, b: 3 }]],
    ['Write a file notes.txt with "hello world".', ['write_file', { path: '/notes.txt', content: 'hello world' }]],
    ['create a file called docs/a.md containing hello', ['write_file', { path: '/docs/a.md', content: 'hello' }]],
    ['Save "milk" to list.txt', ['write_file', { path: '/list.txt', content: 'milk' }]],
    ['read notes.txt', ['read_file', { path: '/notes.txt' }]],
    ['Show me the file notes.txt', ['read_file', { path: '/notes.txt' }]],
    ['replace "a" with "b" in docs/a.md', ['edit_file', { path: '/docs/a.md', old_text: 'a', new_text: 'b' }]],
    ['delete notes.txt', ['delete_file', { path: '/notes.txt' }]],
    ['list the files', ['list_directory', { path: '/' }]],
    ['Search the files for "hello"', ['grep_files', { pattern: 'hello' }]],
    [
      'Make a todo list: buy milk, call home',
      [
        'write_todos',
        {
          todos: [
            { content: 'buy milk', status: 'in_progress' },
            { content: 'call home', status: 'pending' },
          ],
        },
      ],
    ],
    [
      'What time is it in Tokyo and what is 2 + 2?',
      ['get_current_time', { timezone: 'Asia/Tokyo' }],
      ['add', { a: 2, b: 2 }],
    ],
    ['Read https://example.com/a.html, please.', ['web_fetch', { url: 'https://example.com/a.html' }]],
    ['Search the web for durable execution.', ['web_search', { query: 'durable execution' }]],
    ['Run `ls -l | wc`.', ['bash', { script: 'ls -l | wc' }]],
    ['Run `1 + 1` in Python, please', ['run_python', { code: '1 + 1' }]],
    ['Please execute this:\n```js\nreturn 6 * 7\n```', ['run_javascript', { code: 'return 6 * 7' }]],
    ['Read /data/report.pdf and tell me', ['read_document', { path: '/data/report.pdf' }]],
    [
      'Ask report.pdf: how long is the bridge?',
      ['ask_document', { path: '/report.pdf', question: 'how long is the bridge?' }],
    ],
    ['Which skills are there?', ['list_skills', {}]],
    ['Load the skill invoices', ['load_skill', { name: 'invoices' }]],
    ['List the findings', ['list_findings', {}]],
    ['please call stat_file with {"path": "a.txt"}', ['stat_file', { path: 'a.txt' }]],
  ];

  it.each(table)('%s', (text, ...calls) => expect(callsFor(text)).toEqual(calls));

  it('does what follows a "then" in the next round, and quotes the results in the end', () => {
    const text = 'Write a file notes.txt with hello, then read notes.txt';
    expect(callsFor(text)).toEqual([['write_file', { path: '/notes.txt', content: 'hello' }]]);
    const written: SimMessage[] = [
      {
        role: 'assistant',
        text: '',
        tool_calls: [{ id: 'c1', name: 'write_file', arguments: { path: '/notes.txt' } }],
      },
      { role: 'tool', tool_call_id: 'c1', name: 'write_file', content: '{"size_bytes":5}', is_error: false },
    ];
    expect(callsFor(text, written)).toEqual([['read_file', { path: '/notes.txt' }]]);
    const read: SimMessage[] = [
      { role: 'assistant', text: '', tool_calls: [{ id: 'c2', name: 'read_file', arguments: { path: '/notes.txt' } }] },
      { role: 'tool', tool_call_id: 'c2', name: 'read_file', content: '{"content":"hello"}', is_error: false },
    ];
    expect(callsFor(text, [...written, ...read])).toEqual([
      'I wrote /notes.txt (5 bytes).\n/notes.txt contains:\n\n```\nhello\n```',
    ]);
  });

  it('names a place as the weather tool of the agent wants it', () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const tools = [{ name: 'get_weather', description: '', parameters }];
    const conversation = makeConversation('How is the weather in New York?', { tools });
    expect(planDefaultReply(conversation)).toEqual([
      { tool_call: { name: 'get_weather', arguments: { city: 'New York' } } },
    ]);
  });

  it('calls no tool that the agent does not have', () => {
    const conversation = makeConversation('what time is it in Tokyo?', { tools: [] });
    expect(planDefaultReply(conversation)).toEqual([expect.stringContaining('OPENAI_API_KEY')]);
  });

  it('calls one tool at a time where parallel calls are off', () => {
    const conversation = makeConversation('what time is it? what is 2 + 2?', {
      controls: { parallel_tool_calls: false },
    });
    expect(planDefaultReply(conversation)).toHaveLength(1);
  });

  it.each(['Hi!', 'It is 2026-11-21 today.', 'Is version 1.2.3 out? See a/2/3-4.', 'This time I want a poem'])(
    'answers "%s" with who it is',
    (text) => expect(callsFor(text)).toEqual([expect.stringContaining('simulated model')]),
  );

  it('searches at its provider where that may search, and cites what it found', () => {
    const conversation = makeConversation('Search the web for durable execution', {
      tools: [],
      web_search: { max_searches: 1 },
    });
    expect(planDefaultReply(conversation)).toEqual([
      { web_search: { query: 'durable execution' } },
      expect.stringContaining('made up'),
      { cited: expect.objectContaining({ url: 'https://example.com/simulated/1?q=durable%20execution' }) },
      { cited: expect.objectContaining({ url: 'https://example.com/simulated/2?q=durable%20execution' }) },
    ]);
  });

  it('names a call of the tools that it knows only by their schema', () => {
    const parameters = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
    const tools = [{ name: 'shop__get_order', description: '', parameters }];
    expect(planDefaultReply(makeConversation('Hi!', { tools }))).toEqual([
      expect.stringContaining('Call shop__get_order with {"id":1}'),
    ]);
  });

  it('tells of a tool that failed', () => {
    const failed: SimMessage[] = [
      { role: 'assistant', text: '', tool_calls: [{ id: 'c1', name: 'divide', arguments: { a: 1, b: 0 } }] },
      { role: 'tool', tool_call_id: 'c1', name: 'divide', content: 'division by zero', is_error: true },
    ];
    expect(callsFor('what is 1 / 0', failed)).toEqual(['`divide` failed: division by zero']);
  });
});

describe('the default model gives tasks to other agents', () => {
  const tool = {
    name: 'task',
    description: 'Give a task',
    parameters: { type: 'object', properties: { agent: { enum: ['writer', 'critic'] } } },
  };
  const ask = (text: string) =>
    planDefaultReply(makeConversation(text, { messages: [userMessage(text)], tools: [tool] }));

  it('to those that it may call, several at once', () => {
    expect(ask('Let the writer tell a joke and let the critic judge it.')).toEqual([
      { tool_call: { name: 'task', arguments: { agent: 'writer', prompt: 'tell a joke' } } },
      { tool_call: { name: 'task', arguments: { agent: 'critic', prompt: 'judge it' } } },
    ]);
  });

  it('and to nobody else', () => {
    expect(ask('Let the painter paint a house.')).toEqual([expect.any(String)]);
  });
});
