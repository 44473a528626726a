'use client';
import { clsx } from 'clsx';
import { Link } from '@/design/link.tsx';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useMe } from '@/data/use-me.ts';
import { Page } from '@/design/page.tsx';

const SECTIONS = [
  { href: '/settings/providers', label: 'Providers', needsAccounts: false },
  { href: '/settings/models', label: 'Models', needsAccounts: false },
  { href: '/settings/api-keys', label: 'API keys', needsAccounts: true },
  { href: '/settings/members', label: 'Members', needsAccounts: true },
  { href: '/settings/organization', label: 'Organisation', needsAccounts: true },
];

/** The sections of the settings. Where nobody signs in there are no keys and no members. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const { data: me } = useMe();
  const hasAccounts = me === undefined || me.auth_mode !== 'none';
  return (
    <Page title="Settings">
      <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Settings">
          <ul className="flex gap-1 overflow-x-auto md:flex-col">
            {SECTIONS.filter(({ needsAccounts }) => hasAccounts || !needsAccounts).map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={pathname === href ? 'page' : undefined}
                  className={clsx(
                    'flex h-9 items-center rounded-md px-3 font-medium whitespace-nowrap -outline-offset-2',
                    pathname === href ? 'bg-hover text-fg' : 'text-muted hover:bg-hover hover:text-fg',
                  )}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0 space-y-4">{children}</div>
      </div>
    </Page>
  );
}
