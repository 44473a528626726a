'use client';
import type { SubagentState } from '@everruns/sdk';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { useLiveSession } from '../live/use-live-session.ts';
import { groupMessages } from './group-messages.ts';
import { TurnBlock } from './turn-block.tsx';

/** What another agent does for a call, folded at first. Its conversation is followed while it is open. */
export function SubagentView({ subagent: { agent, session_id, waits } }: { subagent: SubagentState }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section aria-label={`Sub-agent ${agent}`} className="border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-xs text-muted">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-h-8 items-center gap-1.5 hover:text-fg"
        >
          <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          Conversation of {agent}
        </button>
        {waits.length > 0 && (
          <Badge tone="live">
            <Link href="/approvals">waits for somebody</Link>
          </Badge>
        )}
        <Link href={`/sessions/${session_id}`} className="ml-auto hover:text-fg hover:underline">
          Open its session
        </Link>
      </div>
      {isOpen && <Conversation sessionId={session_id} />}
    </section>
  );
}

function Conversation({ sessionId }: { sessionId: string }) {
  const live = useLiveSession(sessionId);
  const state = live?.state;
  const groups = useMemo(() => (state === undefined ? [] : groupMessages(state)), [state]);
  if (live === null) return <Skeleton />;
  if (live.error !== null) return <p className="px-3 pb-3 text-xs text-muted">The sub-agent has no session.</p>;
  return (
    <div className="mx-3 mb-3 space-y-4 border-l-2 border-line pl-3">
      {groups.map((group) => (
        <TurnBlock key={group.id} sessionId={sessionId} group={group} onRetry={null} />
      ))}
    </div>
  );
}
