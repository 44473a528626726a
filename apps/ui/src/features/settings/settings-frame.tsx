'use client';
import { clsx } from 'clsx';
import { Link } from '@/design/link.tsx';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Page } from '@/design/page.tsx';
import { useSettingsSections } from '@/features/shell';

/** The sections of the settings beside the chosen one. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const sections = useSettingsSections();
  return (
    <Page title="Settings">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 md:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Settings">
          <ul className="flex flex-wrap gap-1 md:flex-col">
            {sections.map(({ href, label }) => (
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
