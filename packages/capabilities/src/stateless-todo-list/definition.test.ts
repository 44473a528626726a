import { describe, expect, it } from 'vitest';
import { statelessTodoList, WriteTodosParameters } from './definition.ts';

describe('the definition of stateless_todo_list', () => {
  it('offers write_todos and tells the model how to keep the list', () => {
    expect(statelessTodoList.tools.map((tool) => [tool.name, tool.effect])).toEqual([['write_todos', 'read']]);
    expect(statelessTodoList.prompt?.({})).toContain('write_todos');
  });

  it.each([
    [{ todos: [{ content: 'x', status: 'done' }] }],
    [{ todos: [{ content: '', status: 'pending' }] }],
    [{ todos: [{ content: 'x', status: 'pending', due: 'now' }] }],
    [{ todos: Array.from({ length: 201 }, () => ({ content: 'x', status: 'pending' })) }],
    [{}],
  ])('refuses %j', (args) => {
    expect(WriteTodosParameters.safeParse(args).success).toBe(false);
  });
});
