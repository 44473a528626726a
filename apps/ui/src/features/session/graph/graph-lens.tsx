'use client';
import type { Session, SessionState } from '@everruns/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { LiveDot } from '@/design/badge.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatCost, formatCount } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { layOutTree, type Place } from './lay-out-tree.ts';

const NODE = { width: 208, height: 56 };
const STEP = { x: NODE.width + 48, y: NODE.height + 16 };
const REFRESH_MS = 2_000;
const MOST_SESSIONS = 100;

/** A session with its sub-agents, and theirs: who called whom, and what each has used. */
export function GraphLens({ session, state }: { session: Session; state: SessionState }) {
  const rootId = session.root_session_id ?? session.id;
  const tree = useQuery({
    // A new event may tell of another sub-agent.
    queryKey: ['sessions', rootId, 'tree', state.sequence],
    queryFn: async ({ signal }) => {
      const query = { root_session_id: rootId, limit: MOST_SESSIONS };
      return (await everruns.sessions.list(query, { signal }).page()).data;
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.some(({ status }) => status !== 'idle') ? REFRESH_MS : false),
  });
  if (tree.isError) return <ErrorNotice error={tree.error} />;
  if (tree.data === undefined) return <Skeleton />;
  const { places, edges, columns, rows } = layOutTree(tree.data, rootId);
  const size = { width: columns * STEP.x, height: Math.max(1, rows) * STEP.y };
  return (
    <div tabIndex={0} role="region" aria-label="Graph" className="h-full overflow-auto p-4 -outline-offset-2 sm:px-8">
      <div className="relative" style={size}>
        <svg aria-hidden className="absolute inset-0 text-line-strong" {...size}>
          {edges.map(({ from, to }) => (
            <path key={to.node.id} d={curveOf(from, to)} fill="none" stroke="currentColor" />
          ))}
        </svg>
        <ul aria-label="Sessions">
          {places.map((place) => (
            <li
              key={place.node.id}
              className="absolute"
              style={{ left: place.column * STEP.x, top: place.row * STEP.y, ...NODE }}
            >
              <Node session={place.node} isThis={place.node.id === session.id} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Node({ session, isThis }: { session: Session; isThis: boolean }) {
  const { id, title, status, usage, last_turn } = session;
  return (
    <Link
      href={`/sessions/${id}`}
      aria-current={isThis ? 'page' : undefined}
      className={`flex h-full flex-col justify-center rounded-lg border bg-surface px-3 text-xs hover:bg-hover ${isThis ? 'border-primary' : 'border-line'}`}
    >
      <span className="truncate font-medium">{title ?? 'Session'}</span>
      <span className="flex items-center gap-1.5 truncate text-muted">
        {status !== 'idle' && <LiveDot />}
        {status === 'idle' ? (last_turn?.status ?? 'idle') : status.replace('_', ' ')} ·{' '}
        {formatCount(usage.input_tokens + usage.output_tokens)} tokens
        {usage.cost_usd !== undefined && ` · ${formatCost(usage.cost_usd)}`}
      </span>
    </Link>
  );
}

function curveOf(from: Place<unknown>, to: Place<unknown>): string {
  const start = { x: from.column * STEP.x + NODE.width, y: from.row * STEP.y + NODE.height / 2 };
  const end = { x: to.column * STEP.x, y: to.row * STEP.y + NODE.height / 2 };
  const middle = (start.x + end.x) / 2;
  return `M ${start.x} ${start.y} C ${middle} ${start.y}, ${middle} ${end.y}, ${end.x} ${end.y}`;
}
