import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool, runClientTool, toToolDefinitions } from './client-tools.ts';

const context = { tool_call_id: 'c', session_id: 's', signal: new AbortController().signal };

const add = defineTool({
  description: 'Adds.',
  parameters: z.object({ a: z.number(), b: z.coerce.number() }),
  execute: ({ a, b }) => a + b,
});

it('a tool with a schema is given what the schema makes of the arguments', async () => {
  expect(await runClientTool(add, { a: 1, b: '2' }, context)).toEqual({ tool_call_id: 'c', result: 3 });
});

it('arguments that the schema refuses are the error that the model reads', async () => {
  expect(await runClientTool(add, { b: 2 }, context)).toEqual({
    tool_call_id: 'c',
    error: 'a: Invalid input: expected number, received undefined',
  });
});

it('what a tool throws is the error that the model reads, and nothing is null', async () => {
  const fails = { execute: () => Promise.reject(new Error('The door is locked.')) };
  expect(await runClientTool(fails, {}, context)).toEqual({ tool_call_id: 'c', error: 'The door is locked.' });
  expect(await runClientTool({ execute: () => undefined }, {}, context)).toEqual({ tool_call_id: 'c', result: null });
});

it('tools become the definitions that an agent declares', () => {
  const plain = { parameters: { type: 'object', properties: { x: { type: 'string' } } }, execute: () => 1 };
  const [first, second, third] = toToolDefinitions({ add, plain, bare: { execute: () => 1 } });
  expect(first).toMatchObject({
    name: 'add',
    description: 'Adds.',
    policy: 'client_side',
    parameters: { type: 'object', properties: { a: { type: 'number' } }, required: ['a', 'b'] },
  });
  expect([second?.parameters, third?.parameters]).toEqual([plain.parameters, { type: 'object' }]);
});
