'use client';
import type { Session } from '@everruns/sdk';
import { Ban, Check, CircleDashed, Hourglass, X, type LucideIcon } from 'lucide-react';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { useNow } from '@/design/clock.ts';
import { formatAgo, formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { SubjectBadge } from './subject-badge.tsx';

export interface SessionRowProps {
  session: Session;
  /** Undefined if it is not among the newest. */
  agentName: string | undefined;
  /** The name of the model that the session names. */
  modelName: string | undefined;
}

/** One line on a wide screen: what was talked about, with whom, how it ended, how long it took and what it cost. */
export function SessionRow({ session, agentName, modelName }: SessionRowProps) {
  const now = useNow(session.status === 'active' ? 1_000 : 30_000);
  const { usage, last_turn } = session;
  const tokens = usage.input_tokens + usage.output_tokens;
  const version = session.agent_version ?? last_turn?.agent_version;
  return (
    <li>
      <Link
        href={`/sessions/${session.id}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-sunken/60 lg:grid-cols-[minmax(0,1fr)_9rem_10rem_6rem_7rem_4.5rem]"
      >
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{session.title ?? `Session ${session.id.slice(-8)}`}</span>
          <SubjectBadge subject={session.subject} />
          {session.tags.slice(0, 3).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {session.queued_count > 0 && <Badge tone="live">{session.queued_count} queued</Badge>}
        </span>
        <State session={session} />
        <span className="min-w-0 truncate text-xs text-muted">
          {agentName ?? 'Agent'}
          {version !== undefined && ` v${version}`}
          {modelName !== undefined && ` · ${modelName}`}
        </span>
        <span className="text-xs text-faint tabular-nums max-lg:text-right" suppressHydrationWarning>
          {formatLength(session, now)}
        </span>
        <span className="truncate text-xs text-faint tabular-nums">
          {[tokens > 0 ? `${formatCount(tokens)} tokens` : '', usage.cost_usd ? formatCost(usage.cost_usd) : '']
            .filter((fact) => fact !== '')
            .join(' · ')}
        </span>
        <span className="text-right text-xs text-faint" suppressHydrationWarning>
          {formatAgo(session.updated_at, now)}
        </span>
      </Link>
    </li>
  );
}

interface Look {
  icon: LucideIcon;
  label: string;
  className: string;
}

const ENDINGS: Record<'completed' | 'failed' | 'canceled', Look> = {
  completed: { icon: Check, label: 'Completed', className: 'text-muted' },
  failed: { icon: X, label: 'Failed', className: 'text-danger' },
  canceled: { icon: Ban, label: 'Stopped', className: 'text-muted' },
};
const EMPTY: Look = { icon: CircleDashed, label: 'No turn yet', className: 'text-faint' };
const WAITING: Look = { icon: Hourglass, label: 'Waiting for somebody', className: 'font-medium text-live-fg' };

function State({ session: { status, last_turn } }: { session: Session }) {
  if (status === 'active') {
    return (
      <span className="inline-flex items-center gap-1.5 text-xs text-live-fg">
        <LiveDot />
        Working
      </span>
    );
  }
  const { icon: Icon, label, className } = lookOf(status, last_turn);
  return (
    <span className={`inline-flex items-center gap-1.5 text-xs ${className}`} title={last_turn?.error_code}>
      <Icon aria-hidden className="size-3.5" />
      {label}
    </span>
  );
}

function lookOf(status: Session['status'], turn: Session['last_turn']): Look {
  if (status === 'requires_action') return WAITING;
  if (turn === undefined || turn.status === 'running' || turn.status === 'waiting') return EMPTY;
  return ENDINGS[turn.status];
}

/** How long the last turn took, or takes so far. */
function formatLength({ last_turn, status }: Session, now: number): string {
  if (last_turn?.started_at === undefined) return '';
  const end = last_turn.ended_at === undefined ? (status === 'idle' ? null : now) : Date.parse(last_turn.ended_at);
  return end === null ? '' : formatDuration(Math.max(0, end - Date.parse(last_turn.started_at)));
}
