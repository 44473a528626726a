'use client';
import type { SessionSelection } from '@everruns/sdk';
import { useQueryStates } from 'nuqs';
import { useDeferredValue, useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { useNow } from '@/design/clock.ts';
import { Page } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { JobNotices, JobsButton } from './bulk/job-notices.tsx';
import { NOTHING_CHOSEN, type RowSelection } from './bulk/row-selection.ts';
import { FilterBar } from './filter/filter-bar.tsx';
import { filterParsers, toFilter, toSelection } from './filter/session-filter.ts';
import { SessionTable } from './session-table.tsx';
import { ViewBar } from './views/view-bar.tsx';

/** All sessions: found by filters that the address holds, and worked on together. */
export function SessionList() {
  const [filter, setFilter] = useQueryStates(filterParsers);
  const now = useNow(filter.period === 'yesterday' ? 60_000 : null);
  const selection = toSelection(useDeferredValue(filter), now);
  return (
    <Page title="Sessions" hint="Every conversation of every agent." actions={<Actions selection={selection} />}>
      <ViewBar selection={selection} onOpen={(view) => void setFilter(toFilter(view))} />
      <FilterBar filter={filter} onChange={(part) => void setFilter(part)} />
      <JobNotices />
      <ChosenSessions filter={selection} filterKey={JSON.stringify(filter)} />
    </Page>
  );
}

function Actions({ selection }: { selection: SessionSelection }) {
  const search = new URLSearchParams(
    Object.entries(selection).map(([name, value]) => [name, String(value)]),
  ).toString();
  return (
    <>
      <JobsButton />
      <ApiCall
        path={`/v1/sessions${search === '' ? '' : `?${search}`}`}
        sdk={`for await (const session of everruns.sessions.list(${JSON.stringify(selection)})) console.log(session.status);`}
      />
    </>
  );
}

/** The list, and what can be done with the sessions that are chosen in it. With another filter, none is. */
function ChosenSessions({ filter, filterKey }: { filter: SessionSelection; filterKey: string }) {
  const mayWrite = useMay('write');
  const [state, setState] = useState({ filterKey, chosen: NOTHING_CHOSEN });
  const chosen = state.filterKey === filterKey ? state.chosen : NOTHING_CHOSEN;
  const choose = (next: RowSelection): void => setState({ filterKey, chosen: next });
  return (
    <>
      {chosen.ids.size > 0 && (
        <BulkBar
          selection={chosen}
          filter={filter}
          onChooseAll={() => choose({ ...chosen, isAll: true })}
          onDone={() => choose(NOTHING_CHOSEN)}
        />
      )}
      <SessionTable filter={filter} isPage {...(mayWrite && { choice: { chosen, onChange: choose } })} />
    </>
  );
}
