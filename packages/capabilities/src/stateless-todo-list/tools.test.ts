import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { createStatelessTodoListTools } from './tools.ts';

const bench = createToolBench(createStatelessTodoListTools());
const todo = (status: string) => ({ content: 'step', status });

describe('write_todos', () => {
  it('counts the items by status', async () => {
    const todos = [todo('completed'), todo('in_progress'), todo('pending'), todo('pending')];
    expect(await bench.run('write_todos', { todos })).toEqual({ total: 4, pending: 2, in_progress: 1, completed: 1 });
  });

  it('accepts an empty list', async () => {
    expect(await bench.run('write_todos', { todos: [] })).toEqual({
      total: 0,
      pending: 0,
      in_progress: 0,
      completed: 0,
    });
  });

  it('warns of two items in progress', async () => {
    expect(await bench.run('write_todos', { todos: [todo('in_progress'), todo('in_progress')] })).toMatchObject({
      warning: expect.stringContaining('only one'),
    });
  });
});
