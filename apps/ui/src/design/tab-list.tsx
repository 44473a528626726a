'use client';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabListProps {
  label: string;
  tabs: readonly { name: string; label: ReactNode }[];
}

/** The tabs of a page, which scroll sideways if they do not fit. */
export function TabList({ label, tabs }: TabListProps) {
  return (
    <Tabs.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map(({ name, label: text }) => (
        <Tabs.Trigger
          key={name}
          value={name}
          className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium text-muted -outline-offset-2 hover:text-fg data-[state=active]:border-live data-[state=active]:text-fg"
        >
          {text}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  );
}
