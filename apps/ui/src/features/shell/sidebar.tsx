'use client';
import { clsx } from 'clsx';
import { BookOpen, Search } from 'lucide-react';
import { Link } from '@/design/link.tsx';
import { useModifier } from '@/design/modifier.ts';
import { usePathname } from 'next/navigation';
import { useApprovalCount } from '@/data/use-approvals.ts';
import { AccountMenu } from '@/features/auth';
import { Logo } from './logo.tsx';
import { DESTINATIONS } from './navigation.ts';
import { ThemeToggle } from './theme-toggle.tsx';

export interface SidebarProps {
  onNavigate?: () => void;
  onOpenPalette: () => void;
}

export function Sidebar({ onNavigate, onOpenPalette }: SidebarProps) {
  return (
    <div className="flex h-full flex-col gap-4">
      <Link
        href="/dashboard"
        {...(onNavigate && { onClick: onNavigate })}
        className="flex items-center gap-2.5 rounded-md px-2 py-1.5"
      >
        <Logo />
        <span className="font-semibold tracking-tight">Everruns</span>
      </Link>
      <button
        type="button"
        onClick={onOpenPalette}
        className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-muted hover:bg-hover"
      >
        <Search aria-hidden className="size-4" />
        Go to …<kbd className="ml-auto font-mono text-xs text-faint">{useModifier()} K</kbd>
      </button>
      <Destinations {...(onNavigate && { onNavigate })} />
      <div className="mt-auto space-y-2 border-t border-line pt-3">
        {/* The documentation is no page of Next: the control plane serves it. */}
        <a
          href="/docs"
          target="_blank"
          rel="noreferrer"
          className="flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-fg"
        >
          <BookOpen aria-hidden className="size-4" />
          Documentation
        </a>
        <AccountMenu />
        <ThemeToggle />
      </div>
    </div>
  );
}

/** How many calls and questions wait for a person. */
function WaitingBadge() {
  const { data } = useApprovalCount();
  if (data === undefined || data.open === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-live-soft px-1.5 text-xs text-live-fg tabular-nums">
      {data.open}
      {data.has_more && '+'}
      <span className="sr-only"> waiting</span>
    </span>
  );
}

function Destinations({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="space-y-0.5">
        {DESTINATIONS.map(({ href, label, icon: Icon }) => {
          const isHere = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                {...(onNavigate && { onClick: onNavigate })}
                aria-current={isHere ? 'page' : undefined}
                className={clsx(
                  'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium',
                  isHere ? 'bg-hover text-fg' : 'text-muted hover:bg-hover hover:text-fg',
                )}
              >
                <Icon aria-hidden className="size-4" />
                {label}
                {href === '/approvals' && <WaitingBadge />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
