import type { PlannedCall } from './intent.ts';

const WISH = /\b(?:to-?dos?|task list|checklist|plan)\b/i;
const BULLET = /^\s*(?:[-*•]|\d+[.)])\s+(.+)$/gm;

/** Returns a todo list: the bullets or the enumeration of the text, otherwise three steps toward what it asks for. */
export function readTodoIntent(text: string): PlannedCall[] {
  if (!WISH.test(text)) return [];
  const todos = listItems(text).map((content, index) => ({ content, status: index === 0 ? 'in_progress' : 'pending' }));
  return [{ name: 'write_todos', arguments: { todos } }];
}

function listItems(text: string): string[] {
  const bullets = [...text.matchAll(BULLET)].map(([, item = '']) => item.trim());
  if (bullets.length > 0) return bullets;
  const enumeration = /:\s*(.+)$/s.exec(text)?.[1];
  if (enumeration !== undefined) {
    const items = enumeration.split(/\s*(?:[,;\n]|\band\b)\s*/i).filter((item) => item !== '');
    return items.map((item) => item.replace(/[.!?]+$/, ''));
  }
  const goal = /\b(?:for|to)\s+(.+?)[.!?]*\s*$/is.exec(text)?.[1] ?? 'the task';
  return [`Collect what is known about ${goal}`, `Do the work for ${goal}`, `Check the result of ${goal}`];
}
