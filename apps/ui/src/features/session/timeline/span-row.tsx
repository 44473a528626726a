import { ChevronRight } from 'lucide-react';
import { formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { describeSegment } from './describe-segment.ts';
import type { Segment } from './list-segments.ts';
import type { Row } from './list-rows.ts';
import type { Span } from './list-spans.ts';
import { FACTS_WIDTH, LABEL_WIDTH } from './time-axis.tsx';

const INDENT_PX = 14;

export interface SpanRowProps {
  row: Row;
  startedAt: number;
  endedAt: number;
  isChosen: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

/** A span as a bar of its segments. */
export function SpanRow({ row, startedAt, endedAt, isChosen, onChoose, onToggle }: SpanRowProps) {
  const { span, depth, isOpen } = row;
  const indent = depth * INDENT_PX;
  const background = isChosen ? 'bg-hover' : 'bg-surface group-hover/row:bg-sunken';
  return (
    <div className="group/row flex h-full w-full">
      {isOpen !== null && (
        <span className="sticky left-0 z-20 w-0">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${span.label}`}
            onClick={onToggle}
            className="grid h-full w-5 place-items-center text-faint -outline-offset-2 hover:text-fg"
            style={{ marginLeft: 4 + indent }}
          >
            <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          </button>
        </span>
      )}
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={`flex h-full min-w-0 flex-1 items-center text-left text-xs -outline-offset-2 ${background}`}
      >
        <span
          title={span.label}
          style={{ paddingLeft: 24 + indent }}
          className={`${LABEL_WIDTH} sticky left-0 z-10 h-full shrink-0 truncate pr-2 leading-[26px] ${background} ${span.isNested ? 'font-mono' : 'font-medium'} ${span.hasFailed ? 'text-danger' : ''}`}
        >
          {span.label}
          {span.attempts.length > 0 && <span className="text-live-fg"> · attempt {span.attempts.length + 1}</span>}
          {span.message?.compaction !== undefined && <span className="text-live-fg"> · compacted</span>}
        </span>
        <Bar span={span} startedAt={startedAt} endedAt={endedAt} />
        <span
          className={`${FACTS_WIDTH} sticky right-0 z-10 flex h-full shrink-0 items-center justify-end gap-3 pr-3 pl-2 text-faint tabular-nums ${background}`}
        >
          <span title="Tokens and cost" className="hidden whitespace-nowrap @3xl:inline">
            {listUsage(span)}
          </span>
          <span className="w-14 text-right">{formatDuration(span.durationMs)}</span>
        </span>
      </button>
    </div>
  );
}

/** `1.2K · $0.003` for a generation. */
function listUsage({ message }: Span): string {
  const usage = message?.generation?.usage;
  if (usage === undefined) return '';
  const tokens = formatCount(usage.input_tokens + usage.output_tokens);
  return usage.cost_usd === undefined ? tokens : `${tokens} · ${formatCost(usage.cost_usd)}`;
}

function Bar({ span, startedAt, endedAt }: { span: Span; startedAt: number; endedAt: number }) {
  const total = endedAt - startedAt;
  const place = (time: number): number => Math.min(100, Math.max(0, ((time - startedAt) / total) * 100));
  return (
    <span className="relative h-3.5 min-w-0 flex-1">
      {span.segments.map((segment, index) => (
        <span
          key={index}
          title={describeSegment(segment)}
          data-segment={segment.kind}
          className={`absolute inset-y-0 min-w-0.5 rounded-xs ${colorOf(segment, span)} ${span.isOpen && index === span.segments.length - 1 ? 'animate-live' : ''}`}
          style={{
            left: `${Math.min(99.5, place(segment.startedAt))}%`,
            width: `${place(segment.endedAt) - place(segment.startedAt)}%`,
          }}
        />
      ))}
      {span.firstTokenAt !== null && (
        <span
          title={`First token after ${formatDuration(span.firstTokenAt - span.startedAt)}`}
          data-segment="first-token"
          className="absolute -inset-y-0.5 w-0.5 bg-live"
          style={{ left: `${Math.min(99.5, place(span.firstTokenAt))}%` }}
        />
      )}
    </span>
  );
}

/** The looks of segments, which the legend names. */
export const LOOKS = {
  generation: 'bg-primary',
  tool: 'bg-live',
  error: 'bg-danger',
  failed: 'bg-danger/70',
  backoff: 'border border-dashed border-line-strong',
  silent: 'border border-danger bg-danger-soft',
  wait: 'bg-line-strong/50',
} as const;

function colorOf({ kind }: Segment, { kind: work, hasFailed }: Span): string {
  if (kind !== 'run') return LOOKS[kind];
  if (hasFailed) return LOOKS.error;
  return work === 'generation' ? LOOKS.generation : LOOKS.tool;
}
