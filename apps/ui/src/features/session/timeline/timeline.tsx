'use client';
import type { SessionState } from '@everruns/sdk';
import { GanttChart } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '@/design/clock.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { useSelection } from '../use-selection.ts';
import { Legend } from './legend.tsx';
import { TurnWaterfall } from './turn-waterfall.tsx';

const MAX_TURNS = 100;
/** Turns beyond these are folded at first. */
const MAX_OPEN_TURNS = 5;

/** Shows turns as waterfalls of generations, tools and waits, with their attempts; a click opens what is known of a span. */
export function Timeline({ state }: { state: SessionState }) {
  const isLive = state.status !== 'idle';
  const now = useNow(isLive ? 250 : null);
  const [chosen, choose] = useSelection();
  const [panel, setPanel] = useState<HTMLDivElement | null>(null);
  if (state.turns.length === 0)
    return (
      <EmptyState icon={GanttChart} title="No turn yet">
        The first message begins one.
      </EmptyState>
    );
  const turns = state.turns.slice(-MAX_TURNS).toReversed();
  return (
    <div className="flex h-full flex-col lg:flex-row">
      <div
        tabIndex={0}
        role="region"
        aria-label="Timeline"
        className="min-h-40 min-w-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <div className="mx-auto max-w-6xl space-y-4 px-4 py-4 sm:px-8">
          <Legend />
          {turns.map((one, index) => (
            <TurnWaterfall
              key={one.id}
              turn={one}
              state={state}
              endedAt={one.ended_at === null ? now : Date.parse(one.ended_at)}
              isOpenAtFirst={index < MAX_OPEN_TURNS || one.id === chosen.turn}
              chosen={one.id === chosen.turn ? chosen.span : null}
              isChosen={one.id === chosen.turn}
              onChoose={(span) => choose({ turn: one.id, span })}
              panel={panel}
            />
          ))}
        </div>
      </div>
      <div ref={setPanel} className="contents" />
    </div>
  );
}
