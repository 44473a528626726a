import type { SessionState, TurnState } from '@everruns/sdk';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Card } from '@/design/card.tsx';
import { formatCost, formatCount, formatDuration, formatTime } from '@/design/format.ts';
import { describeTakeOver } from './describe-attempt.ts';
import { SpanPanel } from './span-panel.tsx';
import { SpanRows } from './span-rows.tsx';
import { useRows } from './use-rows.ts';
import { WaterfallTools } from './waterfall-tools.tsx';

export interface TurnWaterfallProps {
  turn: TurnState;
  state: SessionState;
  endedAt: number;
  isOpenAtFirst: boolean;
  isChosen: boolean;
  /** The key of the chosen row. */
  chosen: string | null;
  onChoose: (key: string | null) => void;
  /** Where the chosen row is described. */
  panel: HTMLElement | null;
}

/** One turn: its facts, a time axis, and a row for each span. */
export function TurnWaterfall({ turn, state, endedAt, isOpenAtFirst, isChosen, ...choice }: TurnWaterfallProps) {
  const { chosen, onChoose, panel } = choice;
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const [zoom, setZoom] = useState(1);
  const startedAt = Date.parse(turn.created_at);
  const end = Math.max(endedAt, startedAt + 1);
  const { rows, toggle, closeAll, openAll } = useRows({ turn, state, end, isOpen, chosen });
  const row = chosen === null ? undefined : rows.find(({ key }) => key === chosen);
  return (
    <Card className={clsx('@container', isChosen && 'border-line-strong')}>
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
        {isOpen && (
          <WaterfallTools
            zoom={zoom}
            onZoom={setZoom}
            hasOpen={rows.some((one) => one.isOpen === true)}
            onClose={closeAll}
            onOpen={openAll}
          />
        )}
      </div>
      {isOpen && (
        <SpanRows {...{ rows, startedAt, endedAt: end, zoom, chosen, onChoose }} onToggle={(key) => toggle([key])} />
      )}
      {turn.error !== null && <TurnError error={turn.error} />}
      {panel !== null &&
        row !== undefined &&
        createPortal(<SpanPanel row={row} onClose={() => onChoose(null)} />, panel)}
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
      <span className="min-w-0 flex-1 basis-full truncate text-fg @3xl:basis-0">{text}</span>
      <Survived turn={turn} />
    </>
  );
}

/** What went wrong on the way and did not end the turn. */
function Survived({ turn }: { turn: TurnState }) {
  const failures = turn.failed_attempts.filter(({ cause }) => cause !== 'lost').length;
  return (
    <>
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
