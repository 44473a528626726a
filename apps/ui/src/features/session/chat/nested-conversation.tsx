'use client';
import { useMemo } from 'react';
import { Skeleton } from '@/design/page.tsx';
import { useLiveSession } from '../live/use-live-session.ts';
import { groupMessages } from './group-messages.ts';
import { SessionAddressContext } from './tool-view/session-address-context.ts';
import { TurnBlock } from './turn-block.tsx';

/** The conversation of a sub-agent, which nobody writes to here. */
export function NestedConversation({ sessionId }: { sessionId: string }) {
  const live = useLiveSession(sessionId);
  const state = live?.state;
  const groups = useMemo(() => (state === undefined ? [] : groupMessages(state)), [state]);
  if (live === null) return <Skeleton />;
  if (live.error !== null) return <p className="px-3 pb-3 text-xs text-muted">The sub-agent has no session.</p>;
  return (
    <SessionAddressContext value={`/sessions/${sessionId}`}>
      <div className="mx-3 mb-3 space-y-4 border-l-2 border-line pl-3">
        {groups.map((group) => (
          <TurnBlock key={group.id} sessionId={sessionId} group={group} onRetry={null} />
        ))}
      </div>
    </SessionAddressContext>
  );
}
