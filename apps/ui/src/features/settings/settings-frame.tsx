'use client';
import { clsx } from 'clsx';
import { Link } from '@/design/link.tsx';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useMay, useMe } from '@/data/use-me.ts';
import { Page } from '@/design/page.tsx';

const SECTIONS = [
  { href: '/settings/providers', label: 'Providers', needs: null },
  { href: '/settings/models', label: 'Models', needs: null },
  { href: '/settings/secrets', label: 'Secrets', needs: null },
  { href: '/settings/api-keys', label: 'API keys', needs: 'accounts' },
  { href: '/settings/password', label: 'Password', needs: 'accounts' },
  { href: '/settings/members', label: 'Members', needs: 'accounts' },
  { href: '/settings/organization', label: 'Organization', needs: 'accounts' },
  { href: '/settings/audit-log', label: 'Audit log', needs: 'admin' },
] as const;

/** The sections of the settings. Without authentication there are no keys and no members; only admins read the audit log. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const { data: me } = useMe();
  const isAdmin = useMay('admin');
  const has = { accounts: me === undefined || me.auth_mode !== 'none', admin: isAdmin };
  return (
    <Page title="Settings">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 md:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Settings">
          <ul className="flex flex-wrap gap-1 md:flex-col">
            {SECTIONS.filter(({ needs }) => needs === null || has[needs]).map(({ href, label }) => (
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
