'use client';
import type { Session, SessionState } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { everruns } from '@/data/everruns.ts';
import { useModels } from '@/data/use-models.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Field, Select } from '@/design/field.tsx';
import { formatTime } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';
import { ContextDiff } from './context-diff.tsx';
import { ContextView } from './context-view.tsx';
import { listGenerations, type ListedGeneration } from './list-generations.ts';

const parsers = { turn: parseAsString, span: parseAsString, with: parseAsInteger };

/** What the model was told for the chosen generation, as it was recorded, and what differs in another one. */
export function ContextLens({ session, state }: { session: Session; state: SessionState }) {
  const [chosen, setChosen] = useQueryStates(parsers);
  const generations = listGenerations(state);
  const inTurn = generations.filter(({ turnId }) => turnId === chosen.turn);
  const one = inTurn.find(({ span }) => span === chosen.span) ?? inTurn.at(-1) ?? generations.at(-1);
  if (one === undefined)
    return (
      <EmptyState icon={Layers} title="No generation yet">
        The first answer shows here what it was made of.
      </EmptyState>
    );
  const other = generations.find(({ sequence }) => sequence === chosen.with);
  const choose = (sequence: number): void => {
    const next = generations.find((generation) => generation.sequence === sequence);
    if (next !== undefined) void setChosen({ turn: next.turnId, span: next.span });
  };
  return (
    <div tabIndex={0} role="region" aria-label="Context" className="h-full overflow-y-auto -outline-offset-2">
      <div className="mx-auto max-w-4xl space-y-4 px-4 py-4 sm:px-8">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Generation">
            {(control) => (
              <Select {...control} value={one.sequence} onChange={(event) => choose(Number(event.target.value))}>
                <Options generations={generations} />
              </Select>
            )}
          </Field>
          <Field label="Compare with">
            {(control) => (
              <Select
                {...control}
                value={other?.sequence ?? ''}
                onChange={(event) => void setChosen({ with: Number(event.target.value) || null })}
              >
                <option value="">nothing</option>
                <Options generations={generations} />
              </Select>
            )}
          </Field>
        </div>
        {other !== undefined && <ContextDiff sessionId={session.id} from={one.sequence} to={other.sequence} />}
        <Loaded sessionId={session.id} sequence={one.sequence} logEnd={state.sequence} />
      </div>
    </div>
  );
}

function Options({ generations }: { generations: readonly ListedGeneration[] }) {
  return generations.map(({ sequence, createdAt, model }, index) => (
    <option key={sequence} value={sequence}>
      {index + 1} · {formatTime(createdAt)} · {model}
    </option>
  ));
}

interface LoadedProps {
  sessionId: string;
  sequence: number;
  /** What comes later may have excluded messages. */
  logEnd: number;
}

function Loaded({ sessionId, sequence, logEnd }: LoadedProps) {
  const context = useQuery({
    queryKey: ['sessions', sessionId, 'context', sequence, logEnd],
    queryFn: ({ signal }) => everruns.sessions.context(sessionId, sequence, { limit: 1_000, signal }),
    placeholderData: (before) => (before?.sequence === sequence ? before : undefined),
  });
  const models = useModels();
  if (context.isError) return <ErrorNotice error={context.error} />;
  if (context.isPending) return <Skeleton rows={4} />;
  const profile = models.find(({ model_id }) => model_id === context.data.model)?.profile;
  return <ContextView context={context.data} window={profile?.context_window_tokens} />;
}
