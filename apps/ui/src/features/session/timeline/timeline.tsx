'use client';
import type { SessionState, TurnState } from '@everruns/sdk';
import { GanttChart } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Card } from '@/design/card.tsx';
import { useNow } from '@/design/clock.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { formatCost, formatCount, formatDuration, formatTime } from '@/design/format.ts';
import { listBars, type Bar } from './list-bars.ts';

const MAX_TURNS = 100;

/** Shows turns as waterfalls of generations, tools, waits and retries. */
export function Timeline({ state }: { state: SessionState }) {
  const isLive = state.status !== 'idle';
  const now = useNow(isLive ? 250 : null);
  if (state.turns.length === 0)
    return (
      <EmptyState icon={GanttChart} title="No turn yet">
        The first message begins one.
      </EmptyState>
    );
  return (
    <div tabIndex={0} role="region" aria-label="Timeline" className="h-full overflow-y-auto -outline-offset-2">
      <div className="mx-auto max-w-6xl space-y-4 px-4 py-4 sm:px-8">
        {state.turns
          .slice(-MAX_TURNS)
          .toReversed()
          .map((turn) => (
            <TurnWaterfall key={turn.id} turn={turn} state={state} now={now} />
          ))}
      </div>
    </div>
  );
}

const TONES = {
  running: 'live',
  waiting: 'live',
  completed: 'neutral',
  failed: 'danger',
  canceled: 'outline',
} as const;

/** The message that the turn answers. */
function textOf({ input_message_id }: TurnState, { messages }: SessionState): string {
  const input = messages.findLast(({ id }) => id === input_message_id);
  return input?.content.find((part) => part.type === 'text')?.text ?? '';
}

function TurnWaterfall({ turn, state, now }: { turn: TurnState; state: SessionState; now: number }) {
  const [chosen, setChosen] = useQueryState('turn', parseAsString);
  const startedAt = Date.parse(turn.created_at);
  const endedAt = turn.ended_at === null ? Math.max(now, startedAt + 1) : Date.parse(turn.ended_at);
  const bars = listBars(turn, state.messages, endedAt);
  const isChosen = chosen === turn.id;
  return (
    <Card className={isChosen ? 'border-line-strong' : ''}>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => void setChosen(isChosen ? null : turn.id)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-t-lg border-b border-line px-4 py-2.5 text-left text-xs text-muted -outline-offset-2 hover:bg-sunken"
      >
        <Badge tone={TONES[turn.status]}>
          {turn.status === 'running' && <LiveDot />}
          {turn.status}
        </Badge>
        <span className="tabular-nums">{formatTime(turn.created_at)}</span>
        <span className="tabular-nums">{formatDuration(endedAt - startedAt)}</span>
        <span>
          {turn.iterations} {turn.iterations === 1 ? 'step' : 'steps'}
        </span>
        <span>{formatCount(turn.usage.input_tokens + turn.usage.output_tokens)} tokens</span>
        {turn.usage.cost_usd !== undefined && <span>{formatCost(turn.usage.cost_usd)}</span>}
        <span className="min-w-0 flex-1 truncate text-fg">{textOf(turn, state)}</span>
        {turn.attempts > 1 && turn.fallback === null && (
          <Badge tone="live">attempt {turn.attempts}: resumed after a worker or a request failed</Badge>
        )}
        {turn.fallback !== null && (
          <Badge tone="live">
            {turn.fallback.to.model} went on for {turn.fallback.from.model}
          </Badge>
        )}
        {turn.resumes > 0 && <Badge tone="outline">taken up again {turn.resumes}×</Badge>}
      </button>
      <ol className="space-y-1 p-3">
        {bars.map((bar) => (
          <BarRow key={bar.key} bar={bar} startedAt={startedAt} span={endedAt - startedAt} />
        ))}
      </ol>
      {turn.error !== null && <p className="px-4 pb-3 text-xs text-danger">{turn.error.message}</p>}
    </Card>
  );
}

const COLORS: Record<Bar['kind'], string> = {
  generation: 'bg-primary',
  tool: 'bg-live',
  wait: 'bg-line-strong/50',
  failed: 'bg-danger',
};

function BarRow({ bar, startedAt, span }: { bar: Bar; startedAt: number; span: number }) {
  const left = Math.min(99, Math.max(0, ((bar.startedAt - startedAt) / span) * 100));
  const width = Math.max(0.5, Math.min(100 - left, ((bar.endedAt - bar.startedAt) / span) * 100));
  return (
    <li className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_4.5rem] items-center gap-3 text-xs sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_4.5rem]">
      <span className={`truncate ${bar.isNested ? 'pl-4 font-mono' : 'font-medium'}`} title={bar.label}>
        {bar.label}
        {bar.attempt > 1 && <span className="text-live-fg"> · attempt {bar.attempt}</span>}
      </span>
      <span className="relative h-3.5 overflow-hidden rounded bg-sunken">
        <span
          className={`absolute inset-y-0 rounded ${COLORS[bar.kind]} ${bar.isOpen ? 'animate-live' : ''}`}
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      </span>
      <span className="text-right text-faint tabular-nums">{formatDuration(bar.endedAt - bar.startedAt)}</span>
    </li>
  );
}
