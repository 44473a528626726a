import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools, IMMEDIATE } from '../tool-definition.ts';

export const WriteTodosParameters = z.strictObject({
  todos: z
    .array(
      z.strictObject({
        content: z.string().min(1).max(1_000).describe('What is to be done, for example "Run the tests"'),
        active_form: z.string().min(1).max(1_000).optional().describe('The same while it is done: "Running the tests"'),
        status: z.enum(['pending', 'in_progress', 'completed']),
      }),
    )
    .max(200)
    .describe('The whole list; it replaces the one before'),
});

export const statelessTodoList = defineCapability({
  id: 'stateless_todo_list',
  name: 'Todo list',
  description: 'Lets the agent plan work of several steps and show its progress.',
  status: 'available',
  prompt: () =>
    'For work of three or more steps keep a todo list with write_todos. Send the whole list each time. ' +
    'Have one item in_progress, and mark an item completed as soon as it is done.',
  tools: describeTools('stateless_todo_list', [
    {
      name: 'write_todos',
      description: 'Write the todo list. The list lives in this call alone: send every item each time.',
      parameters: WriteTodosParameters,
      effect: 'read',
      hints: IMMEDIATE,
    },
  ]),
});
