'use client';
import type { Session } from '@everruns/sdk';
import { clsx } from 'clsx';
import { Badge } from '@/design/badge.tsx';
import { useNow } from '@/design/clock.ts';
import { formatAgo, formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { SessionStateLabel } from './session-state-label.tsx';
import { SubjectBadge } from './subject-badge.tsx';
import { COLUMNS } from './table-head.tsx';

export interface SessionRowProps {
  session: Session;
  /** Undefined if it is not among the newest. */
  agentName: string | undefined;
  /** The name of the model that the session names. */
  modelName: string | undefined;
  isChosen: boolean;
  /** Null: rows cannot be chosen. `range`: all rows from the last one to this one. */
  onToggle: ((range: boolean) => void) | null;
}

/** One line on a wide screen: what was talked about, with whom, how it ended, how long it took and what it cost. */
export function SessionRow({ session, agentName, modelName, isChosen, onToggle }: SessionRowProps) {
  const title = session.title ?? `Session ${session.id.slice(-8)}`;
  return (
    <li className={clsx('flex items-stretch', isChosen && 'bg-sunken')}>
      {onToggle !== null && (
        <label className="flex items-center pl-4">
          <input
            type="checkbox"
            className="size-4"
            aria-label={`Choose ${title}`}
            checked={isChosen}
            onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
          />
        </label>
      )}
      <Link
        href={`/sessions/${session.id}`}
        data-row={session.id}
        className={clsx(
          'grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-sunken/60',
          COLUMNS,
        )}
      >
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 xl:flex-nowrap">
          <span className="truncate font-medium">{title}</span>
          <SubjectBadge subject={session.subject} />
          {session.tags.slice(0, 3).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {session.queued_count > 0 && <Badge tone="live">{session.queued_count} queued</Badge>}
        </span>
        <SessionStateLabel session={session} />
        <Facts session={session} agentName={agentName} modelName={modelName} />
      </Link>
    </li>
  );
}

/** The numbers, which are columns on a wide screen and one line on a narrow one. */
function Facts({ session, agentName, modelName }: Pick<SessionRowProps, 'session' | 'agentName' | 'modelName'>) {
  const now = useNow(session.status === 'active' ? 1_000 : 30_000);
  const { usage, last_turn } = session;
  const tokens = usage.input_tokens + usage.output_tokens;
  const version = session.agent_version ?? last_turn?.agent_version;
  const model = modelName ?? last_turn?.model;
  const numbers = [
    { label: 'Duration of the last turn', text: formatLength(session, now) },
    { label: 'Tokens', text: tokens > 0 ? formatCount(tokens) : '', unit: ' tokens' },
    { label: 'Cost', text: usage.cost_usd ? formatCost(usage.cost_usd) : '' },
    { label: 'Changed', text: formatAgo(session.updated_at, now) },
  ];
  return (
    <span className="col-span-2 flex flex-wrap items-center gap-x-3 text-xs text-faint xl:contents">
      <span className="min-w-0 text-muted max-xl:contents">
        <span className="block truncate">
          {agentName ?? 'Agent'}
          {version !== undefined && ` v${version}`}
        </span>
        {model !== undefined && <span className="block truncate text-faint">{model}</span>}
      </span>
      {numbers.map(({ label, text, unit }) => (
        <span
          key={label}
          title={label}
          className="tabular-nums empty:max-xl:hidden xl:text-right"
          suppressHydrationWarning
        >
          {text}
          {text !== '' && unit !== undefined && <span className="xl:sr-only">{unit}</span>}
        </span>
      ))}
    </span>
  );
}

/** How long the last turn took, or takes so far. */
function formatLength({ last_turn, status }: Session, now: number): string {
  if (last_turn?.started_at === undefined) return '';
  const end = last_turn.ended_at === undefined ? (status === 'idle' ? null : now) : Date.parse(last_turn.ended_at);
  return end === null ? '' : formatDuration(Math.max(0, end - Date.parse(last_turn.started_at)));
}
