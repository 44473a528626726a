import type { SessionEvent, TurnState } from '@everruns/sdk';
import { ChevronRight } from 'lucide-react';
import { formatDuration, formatPreciseTime, formatTime } from '@/design/format.ts';
import type { LogRow } from './group-events.ts';
import { summarizeEvent, toneOf } from './summarize-event.ts';

const TONES = { danger: 'text-danger', live: 'text-live-fg', plain: '' };

export interface EventRowProps {
  event: SessionEvent;
  isChosen: boolean;
  onChoose: (event: SessionEvent | null) => void;
}

export function EventRow({ event, isChosen, onChoose }: EventRowProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(isChosen ? null : event)}
      className={`flex h-full w-full items-center gap-3 px-4 text-left font-mono text-xs -outline-offset-2 sm:px-8 ${isChosen ? 'bg-hover' : 'hover:bg-sunken'}`}
    >
      <span className="w-10 shrink-0 text-right text-faint tabular-nums">{event.sequence}</span>
      <span className="hidden shrink-0 text-faint tabular-nums sm:inline">{formatPreciseTime(event.ts)}</span>
      <span className={`w-48 shrink-0 truncate font-medium max-sm:w-36 ${TONES[toneOf(event)]}`}>{event.type}</span>
      <span className="min-w-0 flex-1 truncate text-muted">{summarizeEvent(event)}</span>
    </button>
  );
}

export interface TurnHeadingProps {
  row: Extract<LogRow, { kind: 'turn' }>;
  turn: TurnState | null;
  isChosen: boolean;
  onToggle: () => void;
}

/** The heading of a turn's events, which closes them. */
export function TurnHeading({ row: { count, isClosed }, turn, isChosen, onToggle }: TurnHeadingProps) {
  return (
    <button
      type="button"
      aria-expanded={!isClosed}
      onClick={onToggle}
      className={`flex h-full w-full items-center gap-3 border-y border-line px-4 text-left text-xs text-muted -outline-offset-2 sm:px-8 ${isChosen ? 'bg-hover' : 'bg-sunken hover:bg-hover'}`}
    >
      <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isClosed ? '' : 'rotate-90'}`} />
      <span className="font-medium text-fg">Turn</span>
      {turn !== null && (
        <>
          <span className={turn.status === 'failed' ? 'text-danger' : ''}>{turn.status}</span>
          <span className="tabular-nums">{formatTime(turn.created_at)}</span>
          {turn.duration_ms !== null && <span className="tabular-nums">{formatDuration(turn.duration_ms)}</span>}
        </>
      )}
      <span className="tabular-nums">{count === 1 ? '1 event' : `${count} events`}</span>
    </button>
  );
}
