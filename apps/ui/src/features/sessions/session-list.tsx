'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDeferredValue } from 'react';
import { Input, Select } from '@/design/field.tsx';
import { Page } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { SessionTable } from './session-table.tsx';

const STATUSES = ['idle', 'active', 'requires_action'] as const;
const parsers = {
  search: parseAsString.withDefault(''),
  status: parseAsStringLiteral(STATUSES),
  tag: parseAsString.withDefault(''),
};

export function SessionList() {
  const [filter, setFilter] = useQueryStates(parsers);
  const search = useDeferredValue(filter.search);
  const query = {
    ...(search !== '' && { search }),
    ...(filter.status !== null && { status: filter.status }),
    ...(filter.tag !== '' && { tag: filter.tag }),
  };
  return (
    <Page
      title="Sessions"
      hint="Every conversation of every agent."
      actions={
        <ApiCall
          path="/v1/sessions"
          sdk="for await (const session of everruns.sessions.list()) console.log(session.status);"
        />
      }
    >
      <div className="flex flex-wrap gap-2">
        <Input
          type="search"
          aria-label="Search sessions"
          placeholder="Search by title …"
          className="max-w-xs"
          value={filter.search}
          onChange={(event) => void setFilter({ search: event.target.value })}
        />
        <Select
          aria-label="Status"
          className="!w-auto"
          value={filter.status ?? ''}
          onChange={(event) =>
            void setFilter({ status: STATUSES.find((status) => status === event.target.value) ?? null })
          }
        >
          <option value="">Any status</option>
          <option value="idle">Idle</option>
          <option value="active">Live</option>
          <option value="requires_action">Needs somebody</option>
        </Select>
        <Input
          aria-label="Tag"
          placeholder="Tag"
          className="max-w-36"
          value={filter.tag}
          onChange={(event) => void setFilter({ tag: event.target.value })}
        />
      </div>
      <SessionTable filter={query} />
    </Page>
  );
}
