import type { ToolCallState } from '@everruns/sdk';

export interface Todo {
  content: string;
  status: 'pending' | 'in_progress' | 'completed';
}

/** Returns the list in a call of `write_todos`; null for any other call or if the model wrote something else. */
export function readTodos({ name, arguments: args }: Pick<ToolCallState, 'name' | 'arguments'>): Todo[] | null {
  const { todos } = args;
  if (name !== 'write_todos' || !Array.isArray(todos)) return null;
  const items: unknown[] = todos;
  return items.every(isTodo) ? items : null;
}

function isTodo(value: unknown): value is Todo {
  if (typeof value !== 'object' || value === null || !('content' in value) || !('status' in value)) return false;
  return typeof value.content === 'string' && ['pending', 'in_progress', 'completed'].includes(String(value.status));
}
