import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../tools/tool.ts';
import { makeToolDefinition } from './builders.ts';
import { InMemoryTurn } from './in-memory-turn.ts';

const numbers = z.object({ a: z.number(), b: z.number() });
const add = defineTool({ name: 'add', parameters: numbers, run: ({ a, b }) => a + b });

describe('a whole turn in memory', () => {
  it('runs the example of the README', async () => {
    const turn = new InMemoryTurn({
      input: 'What is 2 + 3?',
      tools: [add],
      answers: [{ calls: [{ name: 'add', arguments: { a: 2, b: 3 } }] }, { text: ['Fi', 've.'] }],
    });
    await turn.run();
    turn.driver.assertDone();
    expect(await turn.answer()).toBe('Five.');
    expect(turn.driver.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: '5', is_error: false });
  });

  it('gives parallel calls ids of their own, though the provider repeats call_0', async () => {
    const call = (a: number) => ({ name: 'add', arguments: { a, b: 1 } });
    const turn = new InMemoryTurn({
      input: 'Add twice.',
      tools: [add],
      answers: [{ calls: [call(1), call(2)] }, { text: ['Done.'] }],
    });
    await turn.run();
    const history = turn.driver.requests[1]?.messages ?? [];
    const results = history.filter((message) => message.role === 'tool');
    expect(results.map((message) => message.content)).toEqual(['2', '3']);
    expect(new Set(results.map((message) => message.tool_call_id)).size).toBe(2);
  });

  it('answers unreadable arguments twice and fails the third time', async () => {
    const bad = { calls: [{ name: 'add', arguments_error: 'Unexpected end of JSON' }] };
    const turn = new InMemoryTurn({ input: 'Add.', tools: [add], answers: [bad, bad, bad] });
    await turn.run();
    turn.driver.assertDone();
    expect(turn.driver.requests[2]?.messages.at(-1)).toMatchObject({ role: 'tool', is_error: true });
    expect(turn.end).toMatchObject({ kind: 'error', error: { class: 'malformed_tool_call' } });
  });

  it('parks for a client tool and goes on from its result', async () => {
    const definitions = [makeToolDefinition({ name: 'ask', policy: 'client_side' })];
    const answers = [{ calls: [{ name: 'ask' }] }, { text: ['Blue.'] }];
    const turn = new InMemoryTurn({ input: 'Ask me.', definitions, answers });
    await turn.run();
    expect(turn.end).toEqual({ kind: 'parked', iteration: 1, wait_ordinals: [0] });
    turn.submitResult(1, 0, 'blue');
    await turn.run(1);
    expect(await turn.answer()).toBe('Blue.');
  });

  it('fails when the model never comes to an answer', async () => {
    const again = { calls: [{ name: 'add', arguments: { a: 1, b: 1 } }] };
    const agent = { limits: { max_iterations: 2 } };
    const turn = new InMemoryTurn({ input: 'Loop.', tools: [add], agent, answers: [again, again] });
    await turn.run();
    expect(turn.end).toEqual({ kind: 'failed', code: 'max_iterations', iteration: 2 });
  });

  it('refuses model calls that the script does not know, and scripts with answers left', async () => {
    const short = new InMemoryTurn({ input: 'Hi', answers: [] });
    await expect(short.run()).rejects.toThrow('unexpected model call 1');
    const long = new InMemoryTurn({ input: 'Hi', answers: [{ text: ['Hi.'] }, { text: ['Bye.'] }] });
    await long.run();
    expect(() => long.driver.assertDone()).toThrow('1 scripted answers were never asked for');
  });
});
