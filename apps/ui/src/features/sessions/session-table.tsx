'use client';
import type { ListSessionsQuery, Session } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp, MessagesSquare } from 'lucide-react';
import { Link } from '@/design/link.tsx';
import { everruns } from '@/data/everruns.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { useNow } from '@/design/clock.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatAgo, formatCost, formatCount } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';

const LOOK_AGAIN_MS = 5_000;

export interface SessionTableProps {
  filter: Omit<ListSessionsQuery, 'cursor' | 'limit'>;
  limit?: number;
}

/** Sessions, newest first. New ones are only announced, so that rows do not move while somebody reads them. */
export function SessionTable({ filter, limit = 30 }: SessionTableProps) {
  const sessions = usePagedList<Session>({
    queryKey: ['sessions', 'list', filter, limit],
    fetchPage: (cursor, signal) =>
      everruns.sessions.list({ ...filter, limit, ...(cursor && { cursor }) }, { signal }).page(),
  });
  const newest = useNewestId(filter);
  if (sessions.isError) return <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.isPending) return <Skeleton />;
  const hasNew = newest !== undefined && newest !== sessions.items[0]?.id && !sessions.isFetching;
  return (
    <div className="space-y-3">
      {hasNew && (
        <Button size="sm" className="mx-auto flex" onClick={() => void sessions.refetch()}>
          <ArrowUp aria-hidden />
          New sessions
        </Button>
      )}
      <Card>
        {sessions.items.length === 0 ? (
          <EmptyState icon={MessagesSquare} title="No sessions here">
            A session is a conversation with an agent; start one from the agent.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {sessions.items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Card>
      {sessions.hasNextPage && <Button onClick={() => void sessions.fetchNextPage()}>Show more</Button>}
    </div>
  );
}

function useNewestId(filter: SessionTableProps['filter']): string | undefined {
  const { data } = useQuery({
    queryKey: ['sessions', 'newest', filter],
    queryFn: async ({ signal }) =>
      (await everruns.sessions.list({ ...filter, limit: 1 }, { signal }).page()).data[0]?.id ?? null,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data ?? undefined;
}

function SessionRow({ session }: { session: Session }) {
  const now = useNow(30_000);
  const tokens = session.usage.input_tokens + session.usage.output_tokens;
  return (
    <li>
      <Link
        href={`/sessions/${session.id}`}
        className="flex items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-sunken/60"
      >
        <LiveDot isLive={session.status !== 'idle'} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{session.title ?? `Session ${session.id.slice(-8)}`}</span>
          <span className="block truncate text-xs text-muted">
            {session.last_sequence} events · {formatCount(tokens)} tokens
            {session.usage.cost_usd !== undefined && ` · ${formatCost(session.usage.cost_usd)}`}
          </span>
        </span>
        {session.tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        {session.queued_count > 0 && <Badge tone="live">{session.queued_count} waiting</Badge>}
        {session.status === 'requires_action' && <Badge tone="live">needs somebody</Badge>}
        <span className="shrink-0 text-xs text-faint" suppressHydrationWarning>
          {formatAgo(session.updated_at, now)}
        </span>
      </Link>
    </li>
  );
}
