'use client';
import { Dialog } from '@/design/dialog.tsx';
import { useModifier } from '@/design/modifier.ts';
import { DESTINATIONS } from './navigation.ts';

const listShortcuts = (modifier: string): (readonly [string, string])[] => [
  [`${modifier} K`, 'Go to a page, an agent or a session'],
  ['?', 'This sheet'],
  ...DESTINATIONS.map(({ key, label }) => [`G ${key.toUpperCase()}`, label] as const),
  ['J', 'The next row of a list'],
  ['K', 'The row before'],
  ['X', 'Choose the row, or take it back'],
  ['/', 'Search the list'],
  ['Enter', 'Send the message, or queue it while the agent works'],
  [`${modifier} Enter`, 'Steer: tell the working agent at once'],
  ['Shift Enter', 'New line'],
  ['Esc', 'Stop the running turn'],
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen onOpenChange={onClose}>
      <dl className="space-y-2">
        {listShortcuts(useModifier()).map(([keys, meaning]) => (
          <div key={keys} className="flex items-center justify-between gap-6">
            <dt className="text-muted">{meaning}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.split(' ').map((key) => (
                <kbd key={key} className="rounded border border-line bg-sunken px-1.5 font-mono text-xs">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
