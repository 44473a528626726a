'use client';
import type { Session, SessionSelection } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowUp, MessagesSquare } from 'lucide-react';
import { useRef } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useFallbackPoll } from '@/data/feed-state.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import { NOTHING_CHOSEN, toggleRow, toggleShown, type RowSelection } from './bulk/row-selection.ts';
import { SessionRow } from './session-row.tsx';
import { TableHead } from './table-head.tsx';
import { useAgentNames } from '@/data/use-agent-names.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { useListKeys } from './use-list-keys.ts';
import { useModelNames } from './use-model-names.ts';

/** While the feed is lost. */
const LOOK_AGAIN_MS = 5_000;

export interface RowChoice {
  chosen: RowSelection;
  onChange: (chosen: RowSelection) => void;
}

export interface SessionTableProps {
  filter: SessionSelection;
  limit?: number;
  /** Whether rows can be chosen. */
  choice?: RowChoice;
  /** The list is what its page is about: keys go through it, and coming back finds it where it was left. */
  isPage?: boolean;
}

/** Sessions, newest first. Rows live; new ones are only announced, so that rows do not move while somebody reads them. */
export function SessionTable({ filter, limit = 30, choice, isPage = false }: SessionTableProps) {
  const sessions = usePagedList<Session>({
    queryKey: ['sessions', 'list', filter, limit],
    fetchPage: (cursor, signal) =>
      everruns.sessions.list({ ...filter, limit, ...(cursor && { cursor }) }, { signal }).page(),
    keepsBefore: true,
  });
  const fresh = useFresh(filter, limit);
  if (sessions.isError) return <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.isPending) return <Skeleton />;
  const newest = fresh[0]?.id;
  const hasNew = newest !== undefined && newest !== sessions.items[0]?.id && !sessions.isFetching;
  const now = new Map(fresh.map((session) => [session.id, session]));
  const rows = sessions.items.map((session) => latest(session, now.get(session.id)));
  return (
    <div className="space-y-3" aria-busy={sessions.isPlaceholderData}>
      {hasNew && (
        <Button size="sm" className="mx-auto flex" onClick={() => void sessions.refetch()}>
          <ArrowUp aria-hidden />
          New sessions
        </Button>
      )}
      <Card className={clsx(sessions.isPlaceholderData && 'opacity-60')}>
        {rows.length === 0 ? (
          <NoSessions isFiltered={Object.keys(filter).length > 0} />
        ) : (
          <Rows rows={rows} choice={choice} isPage={isPage} />
        )}
      </Card>
      {sessions.hasNextPage && (
        <Button disabled={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function NoSessions({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={MessagesSquare} title="No session is like this">
      Another filter may find what you look for.
    </EmptyState>
  ) : (
    <EmptyState icon={MessagesSquare} title="No sessions here">
      A session is a conversation with an agent; start one from the agent.
    </EmptyState>
  );
}

interface RowsProps {
  rows: readonly Session[];
  choice: RowChoice | undefined;
  isPage: boolean;
}

function Rows({ rows, choice, isPage }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const agentNames = useAgentNames();
  const modelNames = useModelNames();
  const shown = rows.map(({ id }) => id);
  const chosen = choice?.chosen ?? NOTHING_CHOSEN;
  const toggle = (id: string, range: boolean): void => {
    if (shown.includes(id)) choice?.onChange(toggleRow(chosen, { id, shown, range }));
  };
  useListKeys(
    isPage ? { rows: () => list.current, onToggle: toggle, onEscape: () => choice?.onChange(NOTHING_CHOSEN) } : null,
  );
  useKeptScroll(isPage);
  return (
    <>
      <TableHead
        isAllChosen={shown.every((id) => chosen.ids.has(id))}
        onToggle={choice === undefined ? null : () => choice.onChange(toggleShown(chosen, shown))}
      />
      <ul ref={list} className="divide-y divide-line">
        {rows.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            agentName={agentNames.get(session.agent_id)}
            modelName={modelNames.get(session.model_id ?? '')}
            isChosen={chosen.isAll || chosen.ids.has(session.id)}
            onToggle={choice === undefined ? null : (range) => toggle(session.id, range)}
          />
        ))}
      </ul>
    </>
  );
}

/** Returns the newest sessions of the list as they are now. */
function useFresh(filter: SessionTableProps['filter'], limit: number): readonly Session[] {
  const { data } = useQuery({
    queryKey: ['sessions', 'fresh', filter, limit],
    queryFn: async ({ signal }) => (await everruns.sessions.list({ ...filter, limit }, { signal }).page()).data,
    refetchInterval: useFallbackPoll(LOOK_AGAIN_MS),
  });
  return data ?? [];
}

function latest(read: Session, fresh: Session | undefined): Session {
  return fresh !== undefined && fresh.updated_at >= read.updated_at ? fresh : read;
}
