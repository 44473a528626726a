'use client';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  onSelect: () => void;
  isDangerous?: boolean;
}

/** A button that opens a list of actions. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: readonly MenuItem[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="animate-appear z-50 min-w-44 rounded-md border border-line bg-surface p-1 text-sm text-fg shadow-lg"
        >
          {items.map(({ label, icon, onSelect, isDangerous = false }) => (
            <DropdownMenu.Item
              key={label}
              onSelect={onSelect}
              className={`flex h-8 cursor-pointer items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover [&_svg]:size-4 ${isDangerous ? 'text-danger' : ''}`}
            >
              {icon}
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
