'use client';
import type { SessionState } from '@everruns/sdk';
import { GanttChart } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { useNow } from '@/design/clock.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { listSpans } from './list-spans.ts';
import { SpanPanel } from './span-panel.tsx';
import { SubagentTimelines } from './subagent-timelines.tsx';
import { TurnWaterfall } from './turn-waterfall.tsx';

const MAX_TURNS = 100;
/** Turns beyond these are folded at first. */
const MAX_OPEN_TURNS = 5;
const parsers = { turn: parseAsString, span: parseAsString };

/** Shows turns as waterfalls of generations, tools and waits, with their attempts; a click opens what is known of a span. */
export function Timeline({ state }: { state: SessionState }) {
  const isLive = state.status !== 'idle';
  const now = useNow(isLive ? 250 : null);
  const [chosen, setChosen] = useQueryStates(parsers);
  if (state.turns.length === 0)
    return (
      <EmptyState icon={GanttChart} title="No turn yet">
        The first message begins one.
      </EmptyState>
    );
  const turns = state.turns.slice(-MAX_TURNS).toReversed();
  const turn = turns.find(({ id }) => id === chosen.turn);
  const spans =
    turn === undefined || chosen.span === null ? [] : listSpans(turn, state.messages, endOf(turn.ended_at, now));
  const span = spans.find(({ key }) => key === chosen.span);
  return (
    <div className="flex h-full flex-col lg:flex-row">
      <div
        tabIndex={0}
        role="region"
        aria-label="Timeline"
        className="min-h-40 min-w-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <div className="mx-auto max-w-6xl space-y-4 px-4 py-4 sm:px-8">
          {turns.map((one, index) => (
            <div key={one.id} className="space-y-2">
              <TurnWaterfall
                turn={one}
                state={state}
                endedAt={endOf(one.ended_at, now)}
                isOpenAtFirst={index < MAX_OPEN_TURNS || one.id === chosen.turn}
                chosen={one.id === chosen.turn ? chosen.span : null}
                isChosen={one.id === chosen.turn}
                onChoose={(key) => void setChosen({ turn: one.id, span: key })}
              />
              <SubagentTimelines turn={one} state={state} />
            </div>
          ))}
        </div>
      </div>
      {turn !== undefined && span !== undefined && (
        <SpanPanel turn={turn} span={span} onClose={() => void setChosen({ span: null })} />
      )}
    </div>
  );
}

function endOf(ended: string | null, now: number): number {
  return ended === null ? now : Date.parse(ended);
}
