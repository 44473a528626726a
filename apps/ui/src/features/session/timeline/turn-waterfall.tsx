import type { SessionState, TurnState } from '@everruns/sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { formatCost, formatCount, formatDuration, formatTime } from '@/design/format.ts';
import { describeTakeOver } from './describe-attempt.ts';
import { listSpans, type Span } from './list-spans.ts';
import { SpanRow } from './span-row.tsx';
import { TimeAxis } from './time-axis.tsx';

const ROW_PX = 26;
const MAX_ROWS_PX = 560;
const MAX_ZOOM = 64;

export interface TurnWaterfallProps {
  turn: TurnState;
  state: SessionState;
  endedAt: number;
  isOpenAtFirst: boolean;
  isChosen: boolean;
  /** The key of the chosen span. */
  chosen: string | null;
  onChoose: (key: string) => void;
}

/** One turn: its facts, a time axis, and a row for each span. */
export function TurnWaterfall({ turn, state, endedAt, isOpenAtFirst, isChosen, chosen, onChoose }: TurnWaterfallProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const [zoom, setZoom] = useState(1);
  const startedAt = Date.parse(turn.created_at);
  const end = Math.max(endedAt, startedAt + 1);
  const spans = useMemo(
    () => (isOpen ? listSpans(turn, state.messages, end) : []),
    [isOpen, turn, state.messages, end],
  );
  return (
    <Card className={isChosen ? 'border-line-strong' : ''}>
      <div className="flex items-start gap-2 border-b border-line pr-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 rounded-tl-lg px-3 py-2.5 text-left text-xs text-muted -outline-offset-2 hover:bg-sunken"
        >
          <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          <TurnFacts turn={turn} state={state} duration={end - startedAt} />
        </button>
        {isOpen && <ZoomButtons zoom={zoom} onZoom={setZoom} />}
      </div>
      {isOpen && <SpanRows {...{ spans, startedAt, endedAt: end, zoom, chosen, onChoose }} />}
      {turn.error !== null && <TurnError error={turn.error} />}
    </Card>
  );
}

const TONES = {
  running: 'live',
  waiting: 'live',
  completed: 'neutral',
  failed: 'danger',
  canceled: 'outline',
} as const;

function TurnFacts({ turn, state, duration }: { turn: TurnState; state: SessionState; duration: number }) {
  const input = state.messages.findLast(({ id }) => id === turn.input_message_id);
  const text = input?.content.find((part) => part.type === 'text')?.text ?? '';
  const failures = turn.failed_attempts.filter(({ cause }) => cause !== 'lost').length;
  return (
    <>
      <Badge tone={TONES[turn.status]}>
        {turn.status === 'running' && <LiveDot />}
        {turn.status}
      </Badge>
      <span className="tabular-nums">{formatTime(turn.created_at)}</span>
      <span className="tabular-nums">{formatDuration(duration)}</span>
      {turn.agent_version !== null && <span>version {turn.agent_version}</span>}
      <span>
        {turn.iterations} {turn.iterations === 1 ? 'step' : 'steps'}
      </span>
      <span>{formatCount(turn.usage.input_tokens + turn.usage.output_tokens)} tokens</span>
      {turn.usage.cost_usd !== undefined && <span>{formatCost(turn.usage.cost_usd)}</span>}
      <span className="min-w-0 flex-1 truncate text-fg">{text}</span>
      {failures > 0 && (
        <Badge tone="danger">
          {failures} failed {failures === 1 ? 'attempt' : 'attempts'}
        </Badge>
      )}
      {turn.take_overs.map((takeOver) => (
        <Badge key={takeOver.at} tone="live" title={describeTakeOver(takeOver)}>
          taken over after {formatDuration(takeOver.silent_ms)}
        </Badge>
      ))}
      {turn.fallback !== null && (
        <Badge tone="live">
          {turn.fallback.to.model} went on for {turn.fallback.from.model}
        </Badge>
      )}
      {turn.resumes > 0 && <Badge tone="outline">resumed {turn.resumes}×</Badge>}
    </>
  );
}

function TurnError({ error }: { error: NonNullable<TurnState['error']> }) {
  return (
    <div className="px-4 pb-3 text-xs text-danger">
      <p>{error.message}</p>
      {error.provider_message !== undefined && (
        <blockquote className="mt-1 border-l-2 border-danger/40 pl-3 wrap-anywhere">
          {error.provider_message}
        </blockquote>
      )}
    </div>
  );
}

function ZoomButtons({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  return (
    <div className="flex shrink-0 items-center gap-1 py-1.5">
      <Button size="sm" look="quiet" aria-label="Zoom out" disabled={zoom <= 1} onClick={() => onZoom(zoom / 2)}>
        <ZoomOut aria-hidden />
      </Button>
      <Button size="sm" look="quiet" aria-label="Zoom in" disabled={zoom >= MAX_ZOOM} onClick={() => onZoom(zoom * 2)}>
        <ZoomIn aria-hidden />
      </Button>
    </div>
  );
}

interface SpanRowsProps {
  spans: readonly Span[];
  startedAt: number;
  endedAt: number;
  zoom: number;
  chosen: string | null;
  onChoose: (key: string) => void;
}

/** Only the rows that can be seen are in the page, so that a turn of a thousand spans scrolls as well as a short one. */
function SpanRows({ spans, startedAt, endedAt, zoom, chosen, onChoose }: SpanRowsProps) {
  const ref = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: spans.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: { width: 0, height: MAX_ROWS_PX },
  });
  return (
    <div ref={ref} className="overflow-auto" style={{ maxHeight: MAX_ROWS_PX }}>
      <div style={{ width: `${zoom * 100}%` }}>
        <TimeAxis startedAt={startedAt} endedAt={endedAt} zoom={zoom} />
        <ol aria-label="Spans" className="relative mb-2" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const span = spans[index];
            return span === undefined ? null : (
              <li key={span.key} className="absolute inset-x-0" style={{ height: ROW_PX, top: start }}>
                <SpanRow
                  span={span}
                  startedAt={startedAt}
                  endedAt={endedAt}
                  isChosen={span.key === chosen}
                  onChoose={() => onChoose(span.key)}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
