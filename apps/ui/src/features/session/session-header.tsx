'use client';
import type { Session, SessionState } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Link } from '@/design/link.tsx';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { IconButton } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Input } from '@/design/field.tsx';
import { formatCost, formatCount, formatDateTime, formatDuration } from '@/design/format.ts';
import { describeWaiting } from './describe-waiting.ts';
import type { LiveSession } from './live/live-session.ts';
import { SessionCall } from './session-call.tsx';
import { SessionMenu } from './session-menu.tsx';
import { titleOf } from './title-of.ts';

const LineageMenu = dynamic(() => import('./forks/lineage-menu.tsx').then((module) => module.LineageMenu));
const SessionPath = dynamic(() => import('./session-path.tsx').then((module) => module.SessionPath));

/** Shows the agent, the status and the cost, the same above every lens. */
export function SessionHeader({ session, live }: { session: Session; live: LiveSession }) {
  const { state, isWhole, isConnected } = live;
  const agent = useQuery({
    queryKey: ['agents', session.agent_id],
    queryFn: ({ signal }) => everruns.agents.get(session.agent_id, { signal }),
  });
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pt-3 pb-2 sm:px-8">
      {session.path !== undefined && <SessionPath path={session.path} />}
      <Title session={session} live={live} />
      <Status state={state} isConnected={isConnected} />
      <div className="ml-auto sm:order-last sm:ml-0">
        <SessionMenu session={session} />
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted max-sm:basis-full">
        {agent.data !== undefined && (
          <Link href={`/agents/${agent.data.id}`} className="max-w-48 truncate hover:text-fg hover:underline">
            {agent.data.name} {session.agent_label ?? `v${session.agent_version ?? agent.data.version}`}
          </Link>
        )}
        {isWhole && <Facts state={state} />}
        {(session.forked_from !== undefined || session.has_forks === true) && <LineageMenu session={session} />}
      </div>
      <div className="ml-auto hidden items-center gap-1 sm:flex">
        <CopyButton text={session.id} label="Copy the session’s id">
          Id
        </CopyButton>
        <SessionCall sessionId={session.id} />
      </div>
    </header>
  );
}

function Title({ session, live }: { session: Session; live: LiveSession }) {
  const [draft, setDraft] = useState<string | null>(null);
  const mayWrite = useMay('write');
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: (title: string) =>
      everruns.sessions.update(session.id, { title: title.trim() === '' ? null : title.trim() }),
    onSuccess: (next) => {
      client.setQueryData(['sessions', session.id], next);
      setDraft(null);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  if (draft !== null) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(draft);
        }}
      >
        <Input
          aria-label="Title"
          autoFocus
          className="h-8 w-64"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
        />
      </form>
    );
  }
  const title = titleOf(session, live);
  return (
    <div className="flex max-w-full min-w-0 items-center gap-1">
      <h1 className="max-w-48 truncate sm:max-w-80 font-semibold">{title}</h1>
      {mayWrite && (
        <IconButton label="Rename the session" size="sm" onClick={() => setDraft(session.title ?? '')}>
          <Pencil />
        </IconButton>
      )}
    </div>
  );
}

const STATUSES = {
  idle: { tone: 'neutral', label: 'Idle' },
  active: { tone: 'live', label: 'Live' },
  requires_action: { tone: 'live', label: 'Waits' },
} as const;

function Status({ state, isConnected }: { state: SessionState; isConnected: boolean }) {
  const { tone, label } = STATUSES[state.status];
  return (
    <>
      <Badge tone={tone}>
        {state.status === 'active' && <LiveDot />}
        {label}
      </Badge>
      {state.status === 'requires_action' && <Whom state={state} />}
      {!isConnected && state.sequence > 0 && (
        <span className="animate-appear-late">
          <Badge title="The stream is being opened; nothing is lost.">Connecting</Badge>
        </span>
      )}
    </>
  );
}

/** For whom the session waits, and since when. */
function Whom({ state }: { state: SessionState }) {
  const waiting = describeWaiting(state);
  if (waiting === null) return null;
  return (
    <span className="max-w-full truncate text-xs text-live-fg" suppressHydrationWarning>
      for {waiting.whom}
      {waiting.since !== null && ` since ${formatDateTime(waiting.since)}`}
    </span>
  );
}

function Facts({ state: { messages, usage, turns } }: { state: SessionState }) {
  const model = messages.findLast(({ generation }) => generation !== null)?.generation?.model;
  const passed = turns.reduce((sum, { duration_ms }) => sum + (duration_ms ?? 0), 0);
  const tokens = usage.input_tokens + usage.output_tokens;
  const facts = [
    model,
    tokens > 0 ? `${formatCount(tokens)} tokens` : undefined,
    usage.cost_usd === undefined ? undefined : formatCost(usage.cost_usd),
    passed > 0 ? formatDuration(passed) : undefined,
  ].filter((fact) => fact !== undefined);
  return facts.map((fact) => (
    <span key={fact} className="tabular-nums">
      {fact}
    </span>
  ));
}
