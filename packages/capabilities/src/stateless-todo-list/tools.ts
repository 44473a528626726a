import { defineTool, type Tool } from '@everruns/core';
import { WriteTodosParameters } from './definition.ts';

export function createStatelessTodoListTools(): Tool[] {
  return [
    defineTool({
      name: 'write_todos',
      parameters: WriteTodosParameters,
      run: ({ todos }) => {
        const count = (status: string) => todos.filter((todo) => todo.status === status).length;
        const inProgress = count('in_progress');
        return {
          total: todos.length,
          pending: count('pending'),
          in_progress: inProgress,
          completed: count('completed'),
          ...(inProgress > 1 ? { warning: 'Have only one item in_progress at a time.' } : {}),
        };
      },
    }),
  ];
}
