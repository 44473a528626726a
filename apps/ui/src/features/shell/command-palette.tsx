'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Bot, Keyboard, MessagesSquare, Plus, Search, Settings, SunMoon } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Dialog } from '@/design/dialog.tsx';
import { DESTINATIONS } from './navigation.ts';
import { useSettingsSections } from './use-settings-sections.ts';

const MOST = 8;

/** Finds every page, setting, agent and session by its name, and sessions by what was said in them; the server searches agents and sessions. */
export function CommandPalette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const sections = useSettingsSections();
  const { setTheme, resolvedTheme } = useTheme();
  const go = (href: string) => () => {
    onClose();
    router.push(href);
  };
  return (
    <Dialog title="Go to" isTitleHidden isOpen onOpenChange={onClose}>
      <Command label="Go to" className="-m-2" filter={matches}>
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder="Search pages, agents, and what was said …"
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
          <Group heading="Settings">
            {sections.map(({ href, label }) => (
              <Item key={href} value={`Settings: ${label}`} onSelect={go(href)} icon={<Settings aria-hidden />} />
            ))}
          </Group>
          <Nouns text={useDeferredValue(text)} go={go} />
          <Group heading="Actions">
            <Item
              value={resolvedTheme === 'dark' ? 'Theme: light' : 'Theme: dark'}
              onSelect={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
              icon={<SunMoon aria-hidden />}
            />
          </Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Whether each word of the search is in the name. */
function matches(value: string, search: string): number {
  const name = value.toLowerCase();
  const words = search.toLowerCase().split(/\s+/);
  return words.every((word) => name.includes(word)) ? 1 : 0;
}

function Nouns({ text, go }: { text: string; go: (href: string) => () => void }) {
  const search = text.trim() === '' ? {} : { search: text.trim() };
  const agents = useQuery({
    queryKey: ['agents', 'palette', search],
    queryFn: ({ signal }) => everruns.agents.list({ ...search, limit: MOST }, { signal }).page(),
    placeholderData: (before) => before,
  });
  const sessions = useQuery({
    queryKey: ['sessions', 'palette', search],
    queryFn: ({ signal }) => everruns.sessions.list({ ...search, limit: MOST }, { signal }).page(),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Group heading="Agents">
        {agents.data?.data.map(({ id, name }) => (
          <Item key={id} value={name} id={`${id} ${text}`} onSelect={go(`/agents/${id}`)} icon={<Bot aria-hidden />} />
        ))}
      </Group>
      <Group heading="Sessions">
        {text.trim() !== '' && (
          <Item
            value={`All sessions with “${text.trim()}”`}
            onSelect={go(`/sessions?search=${encodeURIComponent(text.trim())}`)}
            icon={<Search aria-hidden />}
          />
        )}
        {sessions.data?.data.map(({ id, title }) => (
          <Item
            key={id}
            value={title ?? `Session ${id.slice(-8)}`}
            id={`${id} ${text}`}
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
