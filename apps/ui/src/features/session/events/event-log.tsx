'use client';
import type { SessionEvent, SessionState } from '@everruns/sdk';
import { ArrowDownToLine } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useDeferredValue, useMemo, useState } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { Input } from '@/design/field.tsx';
import { ApiCall } from '@/features/shell';
import { useSelection } from '../use-selection.ts';
import { EventDetail } from './event-detail.tsx';
import { EventRows } from './event-rows.tsx';
import { filterEvents } from './filter-events.ts';
import { TypeFilter } from './type-filter.tsx';

const parsers = { types: parseAsString.withDefault(''), find: parseAsString.withDefault(''), event: parseAsInteger };

export interface EventLogProps {
  sessionId: string;
  state: SessionState;
  events: readonly SessionEvent[];
}

/** Shows the raw log, from which everything else here is derived. */
export function EventLog({ sessionId, state, events }: EventLogProps) {
  const [{ types, find, event: chosen }, setQuery] = useQueryStates(parsers);
  const [selection, select] = useSelection();
  const wanted = useDeferredValue(find);
  const shown = useMemo(() => filterEvents(events, { types, find: wanted }), [events, types, wanted]);
  const selected = events.find(({ sequence }) => sequence === chosen);
  const [isFollowing, setIsFollowing] = useState(state.status !== 'idle' && chosen === null && selection.turn === null);
  const choose = (event: SessionEvent | null): void => {
    void setQuery({ event: event?.sequence ?? null });
    const turn = event?.context.turn_id;
    if (turn !== undefined && turn !== selection.turn) select({ turn, span: null });
  };
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
        <Badge>{shown.length === events.length ? shown.length : `${shown.length} of ${events.length}`} events</Badge>
        <div className="ml-auto flex items-center gap-1">
          <FollowButton isFollowing={isFollowing} onChange={setIsFollowing} />
          <CopyButton
            label="Copy these events as JSON lines"
            text={() => shown.map((row) => JSON.stringify(row)).join('\n')}
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
        <EventRows
          events={shown}
          state={state}
          chosen={chosen}
          chosenTurn={selection.turn}
          onChoose={choose}
          isFollowing={isFollowing}
          onLeave={() => setIsFollowing(false)}
        />
        {selected !== undefined && (
          <EventDetail key={selected.id} event={selected} onClose={() => void setQuery({ event: null })} />
        )}
      </div>
    </div>
  );
}

/** Keeps the end of the log in view. */
function FollowButton({ isFollowing, onChange }: { isFollowing: boolean; onChange: (isFollowing: boolean) => void }) {
  return (
    <Button
      size="sm"
      look="quiet"
      aria-pressed={isFollowing}
      className={isFollowing ? 'bg-hover text-fg' : ''}
      onClick={() => onChange(!isFollowing)}
    >
      <ArrowDownToLine aria-hidden />
      Follow
    </Button>
  );
}
