import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Row } from './list-rows.ts';
import { SpanRow } from './span-row.tsx';
import { TimeAxis } from './time-axis.tsx';

const ROW_PX = 26;
const AXIS_PX = 26;
const MAX_ROWS_PX = 560;

export interface SpanRowsProps {
  rows: readonly Row[];
  startedAt: number;
  endedAt: number;
  zoom: number;
  chosen: string | null;
  onChoose: (key: string) => void;
  onToggle: (key: string) => void;
}

/** Only the rows that can be seen are in the page, so that a turn of a thousand spans scrolls as well as a short one. */
export function SpanRows({ rows, startedAt, endedAt, zoom, chosen, onChoose, onToggle }: SpanRowsProps) {
  const ref = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: { width: 0, height: MAX_ROWS_PX },
    scrollPaddingStart: AXIS_PX,
  });
  const place = rows.findIndex(({ key }) => key === chosen);
  const hasShown = useRef(false);
  useEffect(() => {
    // A link to a row shows it, once, when it is there.
    if (hasShown.current || place < 0) return;
    hasShown.current = true;
    virtual.scrollToIndex(place, { align: 'center' });
  }, [place, virtual]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[place];
    const step = STEPS[event.key];
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (row !== undefined && isToToggle(row, event.key)) onToggle(row.key);
    else if (step !== undefined) {
      const next = Math.min(rows.length - 1, Math.max(0, place + step));
      hasShown.current = true;
      virtual.scrollToIndex(next);
      onChoose(rows[next]?.key ?? '');
      requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus());
    } else return;
    event.preventDefault();
  };
  return (
    <div ref={ref} onKeyDown={onKeyDown} className="overflow-auto" style={{ maxHeight: MAX_ROWS_PX }}>
      <div style={{ width: `${zoom * 100}%` }}>
        <TimeAxis startedAt={startedAt} endedAt={endedAt} zoom={zoom} />
        <ol aria-label="Spans" className="relative mb-2" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <li key={row.key} className="absolute inset-x-0" style={{ height: ROW_PX, top: start }}>
                <SpanRow
                  row={row}
                  startedAt={startedAt}
                  endedAt={endedAt}
                  isChosen={row.key === chosen}
                  onChoose={() => onChoose(row.key)}
                  onToggle={() => onToggle(row.key)}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** The keys that choose another row, and how far away it is. */
const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function isToToggle({ isOpen }: Row, key: string): boolean {
  return (isOpen === true && key === 'ArrowLeft') || (isOpen === false && key === 'ArrowRight');
}
