'use client';
import { Circle, CircleCheck, CircleDot, type LucideIcon } from 'lucide-react';
import type { Todo } from './read-todos.ts';

const LOOKS: Record<Todo['status'], { icon: LucideIcon; label: string; iconClass: string; textClass: string }> = {
  pending: { icon: Circle, label: 'to do', iconClass: 'text-faint', textClass: '' },
  in_progress: { icon: CircleDot, label: 'in progress', iconClass: 'text-live-fg', textClass: 'font-medium' },
  completed: { icon: CircleCheck, label: 'done', iconClass: 'text-live-fg', textClass: 'text-muted line-through' },
};

export function TodoList({ todos }: { todos: readonly Todo[] }) {
  return (
    <ul aria-label="To do" className="space-y-1.5 border-t border-line p-3">
      {todos.map(({ content, status }, index) => {
        const { icon: Icon, label, iconClass, textClass } = LOOKS[status];
        return (
          <li key={index} className="flex items-start gap-2">
            <Icon role="img" aria-label={label} className={`mt-0.5 size-4 shrink-0 ${iconClass}`} />
            <span className={textClass}>{content}</span>
          </li>
        );
      })}
    </ul>
  );
}
