import type { SessionState, SubagentState, TurnState } from '@everruns/sdk';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '@/design/clock.ts';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { useLiveSession } from '../live/use-live-session.ts';
import { TurnWaterfall } from './turn-waterfall.tsx';

/** The sub-agents of a turn, each with its own waterfall when it is opened, and with those below it. */
export function SubagentTimelines({ turn, state }: { turn: TurnState; state: SessionState }) {
  const calls = state.messages.filter(({ turn_id }) => turn_id === turn.id).flatMap(({ tool_calls }) => tool_calls);
  const subagents = calls.flatMap(({ subagent }) => (subagent === undefined ? [] : [subagent]));
  if (subagents.length === 0) return null;
  return (
    <ul aria-label="Sub-agents" className="ml-4 space-y-2 border-l-2 border-line pl-3">
      {subagents.map((subagent) => (
        <li key={subagent.session_id}>
          <SubagentTimeline subagent={subagent} />
        </li>
      ))}
    </ul>
  );
}

function SubagentTimeline({ subagent: { agent, session_id, status } }: { subagent: SubagentState }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-h-8 items-center gap-1.5 hover:text-fg"
        >
          <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          {agent}: {status}
        </button>
        <Link href={`/sessions/${session_id}?tab=timeline`} className="hover:text-fg hover:underline">
          Open its timeline
        </Link>
      </p>
      {isOpen && <Waterfalls sessionId={session_id} />}
    </>
  );
}

function Waterfalls({ sessionId }: { sessionId: string }) {
  const live = useLiveSession(sessionId);
  const now = useNow(live !== null && live.state.status !== 'idle' ? 250 : null);
  if (live === null) return <Skeleton />;
  const { state } = live;
  return (
    <div className="space-y-2">
      {state.turns.map((turn) => (
        <div key={turn.id} className="space-y-2">
          <TurnWaterfall
            turn={turn}
            state={state}
            endedAt={turn.ended_at === null ? now : Date.parse(turn.ended_at)}
            isOpenAtFirst
            isChosen={false}
            chosen={null}
            onChoose={() => undefined}
          />
          <SubagentTimelines turn={turn} state={state} />
        </div>
      ))}
    </div>
  );
}
