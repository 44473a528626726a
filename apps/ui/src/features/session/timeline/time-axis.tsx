import { formatDuration } from '@/design/format.ts';
import { listTicks } from './list-ticks.ts';

const TICKS = 6;

export interface TimeAxisProps {
  startedAt: number;
  endedAt: number;
  /** How many times wider than the view the track is. */
  zoom: number;
}

/** The time since the turn began. */
export function TimeAxis({ startedAt, endedAt, zoom }: TimeAxisProps) {
  const span = endedAt - startedAt;
  return (
    <div aria-hidden className="sticky top-0 z-30 flex bg-surface pt-1.5 text-[0.6875rem] text-faint">
      <span className={`${LABEL_WIDTH} sticky left-0 z-10 shrink-0 bg-surface`} />
      <span className="relative h-5 min-w-0 flex-1 border-b border-line">
        {listTicks(span, TICKS * zoom).map((tick) => (
          <span
            key={tick}
            className="absolute bottom-0 h-full @max-md:even:hidden border-l border-line pl-1 whitespace-nowrap tabular-nums"
            style={{ left: `${(tick / span) * 100}%` }}
          >
            {formatDuration(tick)}
          </span>
        ))}
      </span>
      <span className={`${FACTS_WIDTH} sticky right-0 z-10 shrink-0 bg-surface`} />
    </div>
  );
}

/** By the width of the waterfall, which a panel may stand beside. */
export const LABEL_WIDTH = 'w-36 @2xl:w-60';
export const FACTS_WIDTH = 'w-18 @3xl:w-48';
