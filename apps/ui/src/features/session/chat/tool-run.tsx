'use client';
import { Skeleton } from '@/design/page.tsx';
import { useLiveSession } from '../live/use-live-session.ts';
import { SessionAddressContext } from './tool-view/session-address-context.ts';
import { ToolCard } from './tool-card.tsx';

/** The only call of a session of the playground, while it runs and after. */
export function ToolRun({ sessionId }: { sessionId: string }) {
  const live = useLiveSession(sessionId);
  if (live === null) return <Skeleton rows={1} />;
  if (live.error !== null) return <p className="text-xs text-muted">The session of this call is gone.</p>;
  const { messages, turns } = live.state;
  const [call] = messages.flatMap(({ tool_calls }) => tool_calls);
  const error = turns.at(-1)?.error;
  if (call === undefined && error == null) return <Skeleton rows={1} />;
  return (
    <SessionAddressContext value={`/sessions/${sessionId}`}>
      {call !== undefined && <ToolCard sessionId={sessionId} call={call} isOpen />}
      {error != null && <p className="mt-2 text-xs text-danger">{error.message}</p>}
    </SessionAddressContext>
  );
}
