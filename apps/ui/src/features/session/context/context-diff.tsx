'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { Card, CardHeader } from '@/design/card.tsx';
import { ChangedFields, NamedChanges, Patch } from '@/design/differences.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';

export interface ContextDiffProps {
  sessionId: string;
  /** The sequences of two generations. */
  from: number;
  to: number;
}

/** What differs in what the model was told for another generation. */
export function ContextDiff({ sessionId, from, to }: ContextDiffProps) {
  const diff = useQuery({
    queryKey: ['sessions', sessionId, 'context-diff', from, to],
    queryFn: ({ signal }) => everruns.sessions.diffContexts(sessionId, { from, to }, { signal }),
  });
  if (diff.isError) return <ErrorNotice error={diff.error} />;
  if (diff.isPending) return <Skeleton rows={2} />;
  const { system, tools, settings, messages, from: old, to: next } = diff.data;
  const isEqual = system === undefined && tools === undefined && settings.length === 0;
  const hasSameMessages = messages.added.length + messages.removed.length === 0;
  return (
    <Card aria-label="Differences">
      <CardHeader title="What differs there" />
      <div className="space-y-3 p-4 text-sm">
        {(!old.is_recorded || !next.is_recorded) && (
          <p className="text-muted">The prompt, the tools and the settings of one of them were not recorded.</p>
        )}
        {system !== undefined && <Patch patch={system.patch} label="Change of the system prompt" />}
        <NamedChanges label="tools" changes={tools} />
        <ChangedFields fields={settings} />
        <Messages label="Only there" places={messages.added} />
        <Messages label="Only here" places={messages.removed} />
        {isEqual && hasSameMessages && <p className="text-muted">Nothing that was recorded differs.</p>}
      </div>
    </Card>
  );
}

function Messages({ label, places }: { label: string; places: readonly number[] }) {
  if (places.length === 0) return null;
  return (
    <p className="wrap-anywhere">
      <span className="font-medium">{label}</span>: {places.length === 1 ? 'the message' : 'the messages'}{' '}
      {places.map((place) => `#${place}`).join(', ')}
    </p>
  );
}
