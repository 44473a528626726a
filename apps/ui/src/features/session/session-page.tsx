'use client';
import type { Session, SessionState } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Tabs } from 'radix-ui';
import { useDeferredValue } from 'react';
import { everruns } from '@/data/everruns.ts';
import { isOutage } from '@/data/query-client.ts';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { LazyMarkdown } from '@/design/lazy-markdown.tsx';
import { NotThere } from '@/design/not-there.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { TabList } from '@/design/tab-list.tsx';
import { useTitle } from '@/design/use-title.ts';
import { Chat } from './chat/chat.tsx';
import type { LiveSession } from './live/live-session.ts';
import { useLiveSession } from './live/use-live-session.ts';
import { useOutbox } from './outbox/use-outbox.ts';
import { SessionHeader } from './session-header.tsx';
import { titleOf } from './title-of.ts';
import { useTaintRefresh } from './use-taint-refresh.ts';

const TaintBanner = dynamic(() => import('./taint-banner.tsx').then((module) => module.TaintBanner));
const Timeline = dynamic(() => import('./timeline/timeline.tsx').then((module) => module.Timeline), {
  loading: () => <Skeleton />,
});
const EventLog = dynamic(() => import('./events/event-log.tsx').then((module) => module.EventLog), {
  loading: () => <Skeleton />,
});
const FileBrowser = dynamic(() => import('./files/file-browser.tsx').then((module) => module.FileBrowser), {
  loading: () => <Skeleton />,
});
const ContextLens = dynamic(() => import('./context/context-lens.tsx').then((module) => module.ContextLens), {
  loading: () => <Skeleton />,
});

const GraphLens = dynamic(() => import('./graph/graph-lens.tsx').then((module) => module.GraphLens), {
  loading: () => <Skeleton />,
});

const LENSES = ['chat', 'timeline', 'events', 'files', 'context', 'graph'] as const;
const LABELS = {
  chat: 'Chat',
  timeline: 'Timeline',
  events: 'Events',
  files: 'Files',
  context: 'Context',
  graph: 'Graph',
};

export function SessionPage({ id }: { id: string }) {
  const session = useQuery({
    queryKey: ['sessions', id],
    queryFn: ({ signal }) => everruns.sessions.get(id, { signal }),
  });
  const live = useLiveSession(id);
  // Both were requested at the same time, and rendering them together is faster than one after the other.
  if (session.data !== undefined && live !== null) return <LoadedSession session={session.data} live={live} />;
  return (
    <Page title="Session">
      {session.isError && !isOutage(session.error) ? (
        <NotThere what="session" listHref="/sessions" error={session.error} />
      ) : (
        <Skeleton />
      )}
      {/* Renders nothing visible, so that the renderer is fetched along with the session and not after it. */}
      <LazyMarkdown text="" />
    </Page>
  );
}

/** One header above the lenses; the URL holds the chosen lens. */
function LoadedSession({ session, live: latest }: { session: Session; live: LiveSession }) {
  const [lens, setLens] = useQueryState('tab', parseAsStringLiteral(LENSES).withDefault('chat'));
  // The lenses render when the page is idle, because keys and clicks come first.
  const live = useDeferredValue(latest);
  const { state, events, isWhole, error } = live;
  useTitle(titleOf(session, live));
  useTaintRefresh(session.id, events);
  const shown = LENSES.filter((name) => name !== 'graph' || lens === 'graph' || isInTree(session, state));
  const outbox = useOutbox(session.id, state);
  return (
    <div className="flex h-full flex-col">
      <SessionHeader session={session} live={live} />
      {session.taint !== undefined && <TaintBanner session={session} />}
      {error !== null && (
        <div className="p-4">
          <ErrorNotice error={error} />
        </div>
      )}
      <Tabs.Root
        value={lens}
        onValueChange={(next) => void setLens(LENSES.find((name) => name === next) ?? null)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="px-2 sm:px-6">
          <TabList label="Lenses" tabs={shown.map((name) => ({ name, label: LABELS[name] }))} />
        </div>
        <Tabs.Content value={lens} tabIndex={-1} className="min-h-0 flex-1 outline-none">
          {lens === 'chat' && (
            <Chat session={session} state={state} outbox={outbox} isLoaded={state.sequence >= session.last_sequence} />
          )}
          {lens !== 'chat' && lens !== 'files' && lens !== 'graph' && !isWhole && <Skeleton />}
          {lens === 'timeline' && isWhole && <Timeline state={state} />}
          {lens === 'events' && isWhole && <EventLog sessionId={session.id} state={state} events={events} />}
          {lens === 'files' && <FileBrowser sessionId={session.id} version={state.files_sequence} />}
          {lens === 'graph' && <GraphLens session={session} state={state} />}
          {lens === 'context' && isWhole && <ContextLens session={session} state={state} />}
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}

/** Whether the session is a sub-agent, or has any. */
function isInTree({ parent_session_id, has_children }: Session, { messages }: SessionState): boolean {
  if (parent_session_id !== undefined || has_children === true) return true;
  return messages.some(({ tool_calls }) => tool_calls.some(({ subagent }) => subagent !== undefined));
}
