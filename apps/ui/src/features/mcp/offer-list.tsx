'use client';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Input } from '@/design/field.tsx';
import { Skeleton } from '@/design/page.tsx';

interface OfferListProps<Item> {
  query: {
    data?: readonly Item[] | undefined;
    isPending: boolean;
    isError: boolean;
    error: unknown;
    refetch: () => Promise<unknown>;
  };
  empty: string;
  /** What a filter looks at. */
  textOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** As many are shown at once; the others are found with the filter. */
const SHOWN = 50;
const FILTER_FROM = 8;

/** What a server offers of one kind, with a filter where there is much of it. */
export function OfferList<Item>({ query, empty, textOf, children }: OfferListProps<Item>) {
  const [filter, setFilter] = useState('');
  const { data } = query;
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (data === undefined) return <Skeleton rows={3} />;
  if (data.length === 0) return <p className="text-sm text-muted">{empty}</p>;
  const found = data.filter((item) => textOf(item).toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <div className="space-y-2">
      {data.length >= FILTER_FROM && (
        <Input
          aria-label="Filter"
          placeholder="Filter"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <ul className="divide-y divide-line">{found.slice(0, SHOWN).map(children)}</ul>
      {found.length > SHOWN && (
        <p className="text-xs text-muted">
          {SHOWN} of {found.length}. Filter to see others.
        </p>
      )}
      {found.length === 0 && <p className="text-sm text-muted">Nothing fits the filter.</p>}
    </div>
  );
}

/** An offer: its name, what is said of it, and what can be done with it. */
export function OfferRow({
  name,
  detail,
  about,
  action,
  children,
}: {
  name: string;
  detail: string;
  about: string | undefined;
  action: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="text-sm font-medium wrap-anywhere">{name}</p>
          <p className="font-mono text-xs text-muted wrap-anywhere">{detail}</p>
          {about !== undefined && <p className="line-clamp-2 text-xs text-muted">{about}</p>}
        </div>
        {action}
      </div>
      {children}
    </li>
  );
}
