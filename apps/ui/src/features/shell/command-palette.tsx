'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Bot, Keyboard, MessagesSquare, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Dialog } from '@/design/dialog.tsx';
import { DESTINATIONS } from './navigation.ts';

const MOST = 50;

/** Finds every page, agent and session by its name. */
export function CommandPalette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const router = useRouter();
  const go = (href: string) => () => {
    onClose();
    router.push(href);
  };
  return (
    <Dialog title="Go to" isTitleHidden isOpen onOpenChange={onClose}>
      <Command label="Go to" className="-m-2">
        <Command.Input
          autoFocus
          placeholder="Search pages, agents, sessions …"
          className="h-10 w-full border-b border-line bg-transparent px-2 outline-none placeholder:text-faint"
        />
        <Command.List className="max-h-80 overflow-y-auto pt-2">
          <Command.Empty className="px-2 py-6 text-center text-muted">Nothing has this name.</Command.Empty>
          <Group heading="Pages">
            {DESTINATIONS.map(({ href, label, icon: Icon }) => (
              <Item key={href} value={label} onSelect={go(href)} icon={<Icon aria-hidden />} />
            ))}
            <Item value="New agent" onSelect={go('/agents/new')} icon={<Plus aria-hidden />} />
            <Item value="Keyboard shortcuts" onSelect={onShortcuts} icon={<Keyboard aria-hidden />} />
          </Group>
          <Nouns go={go} />
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Nouns({ go }: { go: (href: string) => () => void }) {
  const agents = useQuery({
    queryKey: ['agents', 'palette'],
    queryFn: () => everruns.agents.list({ limit: MOST }).page(),
  });
  const sessions = useQuery({
    queryKey: ['sessions', 'palette'],
    queryFn: () => everruns.sessions.list({ limit: MOST }).page(),
  });
  return (
    <>
      <Group heading="Agents">
        {agents.data?.data.map(({ id, name }) => (
          <Item key={id} value={name} id={id} onSelect={go(`/agents/${id}`)} icon={<Bot aria-hidden />} />
        ))}
      </Group>
      <Group heading="Sessions">
        {sessions.data?.data.map(({ id, title }) => (
          <Item
            key={id}
            value={title ?? `Session ${id.slice(-8)}`}
            id={id}
            onSelect={go(`/sessions/${id}`)}
            icon={<MessagesSquare aria-hidden />}
          />
        ))}
      </Group>
    </>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  value: string;
  id?: string;
  icon: ReactNode;
  onSelect: () => void;
}

function Item({ value, id = '', icon, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={`${value} ${id}`}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
    >
      {icon}
      <span className="truncate">{value}</span>
    </Command.Item>
  );
}
