'use client';
import type { SessionEvent } from '@everruns/sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Badge } from '@/design/badge.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { Input, Select } from '@/design/field.tsx';
import { formatTime } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { EventDetail } from './event-detail.tsx';
import { filterEvents } from './filter-events.ts';

const ROW_PX = 32;
const parsers = { types: parseAsString.withDefault(''), find: parseAsString.withDefault(''), event: parseAsInteger };

export interface EventLogProps {
  sessionId: string;
  events: readonly SessionEvent[];
}

/** Shows the raw log, from which everything else here is derived. */
export function EventLog({ sessionId, events }: EventLogProps) {
  const [{ types, find, event: chosen }, setQuery] = useQueryStates(parsers);
  const wanted = useDeferredValue(find);
  const rows = useMemo(() => filterEvents(events, { types, find: wanted }), [events, types, wanted]);
  const selected = events.find(({ sequence }) => sequence === chosen);
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 px-4 py-3 sm:px-8">
        <TypeFilter events={events} value={types} onChange={(value) => void setQuery({ types: value })} />
        <Input
          type="search"
          aria-label="Find in events"
          placeholder="Find in the data …"
          className="!h-8 max-w-56"
          value={find}
          onChange={(event) => void setQuery({ find: event.target.value })}
        />
        <Badge>{rows.length === events.length ? rows.length : `${rows.length} of ${events.length}`} events</Badge>
        <div className="ml-auto flex items-center gap-1">
          <CopyButton
            label="Copy these events as JSON lines"
            text={() => rows.map((row) => JSON.stringify(row)).join('\n')}
          >
            JSONL
          </CopyButton>
          <ApiCall
            path={`/v1/sessions/${sessionId}/events${types === '' ? '' : `?types=${types}`}`}
            sdk={`for await (const event of everruns.sessions.events('${sessionId}')) console.log(event);`}
          />
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line md:flex-row">
        <EventRows rows={rows} chosen={chosen} onChoose={(sequence) => void setQuery({ event: sequence })} />
        {selected !== undefined && (
          <EventDetail key={selected.id} event={selected} onClose={() => void setQuery({ event: null })} />
        )}
      </div>
    </div>
  );
}

function TypeFilter({
  events,
  value,
  onChange,
}: {
  events: readonly SessionEvent[];
  value: string;
  onChange: (value: string) => void;
}) {
  const types = useMemo(() => [...new Set(events.map(({ type }) => type as string))].toSorted(), [events]);
  const families = useMemo(() => [...new Set(types.map((type) => `${type.split('.')[0]}.*`))], [types]);
  return (
    <Select aria-label="Type" className="!h-8 !w-auto" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All types</option>
      {[...new Set([...families, ...types, ...(value === '' ? [] : [value])])].map((type) => (
        <option key={type} value={type}>
          {type}
        </option>
      ))}
    </Select>
  );
}

interface EventRowsProps {
  rows: readonly SessionEvent[];
  chosen: number | null;
  onChoose: (sequence: number | null) => void;
}

function EventRows({ rows, chosen, onChoose }: EventRowsProps) {
  const ref = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });
  const hasScrolled = useRef(false);
  useEffect(() => {
    const index = rows.findIndex(({ sequence }) => sequence === chosen);
    if (hasScrolled.current || index < 0) return;
    hasScrolled.current = true;
    virtual.scrollToIndex(index, { align: 'center' });
  }, [chosen, rows, virtual]);
  return (
    <div
      ref={ref}
      tabIndex={0}
      role="region"
      aria-label="Events"
      className="min-h-40 min-w-0 flex-1 overflow-auto -outline-offset-2"
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const event = rows[index];
          return event === undefined ? null : (
            <li key={event.id} className="absolute inset-x-0" style={{ height: ROW_PX, top: start }}>
              <EventRow event={event} isChosen={event.sequence === chosen} onChoose={onChoose} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function EventRow({
  event,
  isChosen,
  onChoose,
}: {
  event: SessionEvent;
  isChosen: boolean;
  onChoose: EventRowsProps['onChoose'];
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(isChosen ? null : (event.sequence ?? null))}
      className={`flex h-full w-full items-center gap-3 px-4 text-left font-mono text-xs -outline-offset-2 sm:px-8 ${isChosen ? 'bg-hover' : 'hover:bg-sunken'}`}
    >
      <span className="w-10 shrink-0 text-right text-faint tabular-nums">{event.sequence}</span>
      <span className="hidden shrink-0 text-faint tabular-nums sm:inline">{formatTime(event.ts)}</span>
      <span className="w-48 shrink-0 truncate font-medium">{event.type}</span>
      <span className="min-w-0 flex-1 truncate text-muted">{JSON.stringify(event.data)}</span>
    </button>
  );
}
