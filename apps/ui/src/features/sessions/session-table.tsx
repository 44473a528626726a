'use client';
import type { ListSessionsQuery, Session } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp, MessagesSquare } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { useFallbackPoll } from '@/data/feed-state.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import { SessionRow } from './session-row.tsx';
import { useAgentNames } from './use-agent-names.ts';

/** While the feed is lost. */
const LOOK_AGAIN_MS = 5_000;

export interface SessionTableProps {
  filter: Omit<ListSessionsQuery, 'cursor' | 'limit'>;
  limit?: number;
}

/** Sessions, newest first. Rows live; new ones are only announced, so that rows do not move while somebody reads them. */
export function SessionTable({ filter, limit = 30 }: SessionTableProps) {
  const sessions = usePagedList<Session>({
    queryKey: ['sessions', 'list', filter, limit],
    fetchPage: (cursor, signal) =>
      everruns.sessions.list({ ...filter, limit, ...(cursor && { cursor }) }, { signal }).page(),
  });
  const fresh = useFresh(filter, limit);
  const agentNames = useAgentNames();
  const modelNames = useModelNames();
  if (sessions.isError) return <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.isPending) return <Skeleton />;
  const newest = fresh[0]?.id;
  const hasNew = newest !== undefined && newest !== sessions.items[0]?.id && !sessions.isFetching;
  const now = new Map(fresh.map((session) => [session.id, session]));
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
              <SessionRow
                key={session.id}
                session={latest(session, now.get(session.id))}
                agentName={agentNames.get(session.agent_id)}
                modelName={modelNames.get(session.model_id ?? '')}
              />
            ))}
          </ul>
        )}
      </Card>
      {sessions.hasNextPage && <Button onClick={() => void sessions.fetchNextPage()}>Show more</Button>}
    </div>
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

function useModelNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
    staleTime: 30_000,
  });
  return new Map(data?.map(({ id, display_name }) => [id, display_name]));
}

function latest(read: Session, fresh: Session | undefined): Session {
  return fresh !== undefined && fresh.updated_at >= read.updated_at ? fresh : read;
}
