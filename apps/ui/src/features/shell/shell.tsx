'use client';
import { Menu as MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Link } from '@/design/link.tsx';
import { useState, type ReactNode } from 'react';
import { useOrganizationFeed } from '@/data/use-organization-feed.ts';
import { IconButton } from '@/design/button.tsx';
import { Logo } from './logo.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusStrip } from './status-strip.tsx';
import { useInputMode } from './use-input-mode.ts';
import { useKeepFocus } from './use-keep-focus.ts';
import { useShellShortcuts } from './use-shell-shortcuts.ts';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((module) => module.CommandPalette));
const NavigationDialog = dynamic(() => import('./navigation-dialog.tsx').then((module) => module.NavigationDialog));
const ShortcutSheet = dynamic(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet));

/** The frame around every page: the navigation, the strip that reports an outage, and the palette. */
export function Shell({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'navigation' | 'palette' | 'shortcuts' | null>(null);
  useShellShortcuts({ onPalette: () => setOpen('palette'), onShortcuts: () => setOpen('shortcuts') });
  useKeepFocus();
  useInputMode();
  useOrganizationFeed();
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-fg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <aside className="hidden w-60 shrink-0 border-r border-line p-3 md:block">
        <Sidebar onOpenPalette={() => setOpen('palette')} />
      </aside>
      <TopBar onOpen={() => setOpen('navigation')} />
      {open === 'navigation' && (
        <NavigationDialog onOpenPalette={() => setOpen('palette')} onClose={() => setOpen(null)} />
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <StatusStrip />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} onShortcuts={() => setOpen('shortcuts')} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={() => setOpen(null)} />}
    </div>
  );
}

function TopBar({ onOpen }: { onOpen: () => void }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-2 md:hidden">
      <IconButton label="Open navigation" onClick={onOpen}>
        <MenuIcon />
      </IconButton>
      <Link href="/dashboard" className="flex items-center gap-2 font-semibold">
        <Logo className="size-5" />
        Everruns
      </Link>
    </header>
  );
}
