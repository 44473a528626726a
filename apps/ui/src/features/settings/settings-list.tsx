'use client';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';

/** The part of a query that a list needs, whether it has one page or many. */
export interface ListQuery<Item> {
  data?: readonly Item[] | undefined;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

export interface SettingsListProps<Item> {
  title: string;
  hint: string;
  icon: LucideIcon;
  empty: string;
  actions?: ReactNode;
  query: ListQuery<Item>;
  children: (item: Item) => ReactNode;
}

/** A card with one row for each item of a kind. */
export function SettingsList<Item>({ title, hint, icon, empty, actions, query, children }: SettingsListProps<Item>) {
  return (
    <Card>
      <CardHeader title={title} hint={hint} actions={actions} />
      {query.isError && (
        <div className="p-4">
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && !query.isError && <Skeleton rows={2} />}
      {query.data?.length === 0 && <EmptyState icon={icon} title={empty} />}
      {query.data !== undefined && query.data.length > 0 && (
        <ul className="divide-y divide-line">{query.data.map(children)}</ul>
      )}
    </Card>
  );
}

/** A row with the item's name, its details and its actions. */
export function SettingsRow({ title, facts, actions }: { title: ReactNode; facts: ReactNode; actions?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <div className="flex flex-wrap items-center gap-2 font-medium">{title}</div>
        <div className="truncate text-xs text-muted">{facts}</div>
      </div>
      {actions !== undefined && <div className="flex items-center gap-1.5">{actions}</div>}
    </li>
  );
}
