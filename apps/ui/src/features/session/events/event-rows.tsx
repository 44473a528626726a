import type { SessionEvent, SessionState } from '@everruns/sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { EventRow, TurnHeading } from './event-row.tsx';
import { groupEvents, type LogRow } from './group-events.ts';

const ROW_PX = 32;
const NEAR_PX = 2 * ROW_PX;
/** The keys that choose another event, and how far away it is. */
const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export interface EventRowsProps {
  events: readonly SessionEvent[];
  state: SessionState;
  chosen: number | null;
  chosenTurn: string | null;
  onChoose: (event: SessionEvent | null) => void;
  /** Whether the end of the log is kept in view. */
  isFollowing: boolean;
  /** Somebody has scrolled away from the end. */
  onLeave: () => void;
}

export function EventRows({ events, state, chosen, chosenTurn, onChoose, isFollowing, onLeave }: EventRowsProps) {
  const { rows, toggle } = useLogRows(events);
  const turns = useMemo(() => new Map(state.turns.map((turn) => [turn.id, turn])), [state.turns]);
  const place = findPlace(rows, chosen, chosenTurn);
  const { ref, virtual, onScroll, show } = useLogScroll({ rows, place, isFollowing, onLeave });
  const onKeyDown = (pressed: KeyboardEvent): void => {
    const step = STEPS[pressed.key];
    if (step === undefined || pressed.metaKey || pressed.ctrlKey || pressed.altKey) return;
    pressed.preventDefault();
    const next = findNext(rows, place, step);
    const row = rows[next];
    if (row?.kind !== 'event') return;
    show(next);
    onChoose(row.event);
  };
  return (
    <div
      ref={ref}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      tabIndex={0}
      role="region"
      aria-label="Events"
      className="min-h-40 min-w-0 flex-1 overflow-auto -outline-offset-2"
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li key={keyOf(row)} className="absolute inset-x-0" style={{ height: ROW_PX, top: start }}>
              {row.kind === 'turn' ? (
                <TurnHeading
                  row={row}
                  turn={turns.get(row.turnId) ?? null}
                  isChosen={row.turnId === chosenTurn}
                  onToggle={() => toggle(row.turnId)}
                />
              ) : (
                <EventRow event={row.event} isChosen={row.event.sequence === chosen} onChoose={onChoose} />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The rows of the log, and what closes and opens a turn. */
function useLogRows(events: readonly SessionEvent[]) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => groupEvents(events, closed), [events, closed]);
  const toggle = (turnId: string): void =>
    setClosed((before) => {
      const others = [...before].filter((id) => id !== turnId);
      return new Set(before.has(turnId) ? others : [...others, turnId]);
    });
  return { rows, toggle };
}

interface LogScroll extends Pick<EventRowsProps, 'isFollowing' | 'onLeave'> {
  rows: readonly LogRow[];
  /** The row that the address of the page chooses, or -1. */
  place: number;
}

function useLogScroll({ rows, place, isFollowing, onLeave }: LogScroll) {
  const ref = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });
  const hasShown = useRef(false);
  useEffect(() => {
    // A link to an event or a turn shows it, once, when it is there.
    if (hasShown.current || place < 0) return;
    hasShown.current = true;
    virtual.scrollToIndex(place, { align: 'center' });
  }, [place, virtual]);
  useEffect(() => {
    if (isFollowing && rows.length > 0) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [isFollowing, rows.length, virtual]);
  const lastTop = useRef(0);
  const onScroll = (): void => {
    const list = ref.current;
    if (list === null) return;
    // New rows move the end away from the view, too; only who scrolls up leaves it.
    const isUpwards = list.scrollTop < lastTop.current;
    lastTop.current = list.scrollTop;
    if (isFollowing && isUpwards && list.scrollHeight - list.scrollTop - list.clientHeight > NEAR_PX) onLeave();
  };
  const show = (index: number): void => {
    onLeave();
    hasShown.current = true;
    virtual.scrollToIndex(index);
  };
  return { ref, virtual, onScroll, show };
}

function keyOf(row: LogRow): string {
  return row.kind === 'turn' ? `turn ${row.turnId} ${row.count}` : row.event.id;
}

/** The chosen event, or else the heading of the chosen turn. */
function findPlace(rows: readonly LogRow[], chosen: number | null, chosenTurn: string | null): number {
  const event = rows.findIndex((row) => row.kind === 'event' && row.event.sequence === chosen);
  return event < 0 ? rows.findIndex((row) => row.kind === 'turn' && row.turnId === chosenTurn) : event;
}

/** The next event from a place in this direction, past headings. From nowhere one goes down from the first, and up from the last. */
function findNext(rows: readonly LogRow[], place: number, step: number): number {
  const from = place < 0 && step < 0 ? rows.length : place;
  for (let at = from + step; at >= 0 && at < rows.length; at += step) if (rows[at]?.kind === 'event') return at;
  return place;
}
