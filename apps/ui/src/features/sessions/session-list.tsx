'use client';
import { useQueryStates } from 'nuqs';
import { useDeferredValue } from 'react';
import { useNow } from '@/design/clock.ts';
import { Page } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { FilterBar } from './filter-bar.tsx';
import { filterParsers, toQuery } from './session-filter.ts';
import { SessionTable } from './session-table.tsx';

export function SessionList() {
  const [filter, setFilter] = useQueryStates(filterParsers);
  const now = useNow(filter.period === null ? null : 60_000);
  const query = toQuery(useDeferredValue(filter), now);
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return (
    <Page
      title="Sessions"
      hint="Every conversation of every agent."
      actions={
        <ApiCall
          path={`/v1/sessions${search === '' ? '' : `?${search}`}`}
          sdk={`for await (const session of everruns.sessions.list(${JSON.stringify(query)})) console.log(session.status);`}
        />
      }
    >
      <FilterBar filter={filter} onChange={(part) => void setFilter(part)} />
      <SessionTable filter={query} />
    </Page>
  );
}
