'use client';
import type { MessageState, Session, SessionState } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { everruns } from '@/data/everruns.ts';
import { Card, CardHeader } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { Field, Select } from '@/design/field.tsx';
import { formatCount, formatDuration, formatTime } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { measureContext, type ContextPart } from './measure-context.ts';

/** Shows the context of one generation: the size of each part, and its text. */
export function ContextLens({ session, state }: { session: Session; state: SessionState }) {
  const [chosen, setChosen] = useQueryState('generation', parseAsString);
  const agent = useQuery({
    queryKey: ['agents', session.agent_id],
    queryFn: ({ signal }) => everruns.agents.get(session.agent_id, { signal }),
  });
  const models = useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
  });
  const generations = state.messages.filter((message) => message.generation !== null);
  const message = generations.find(({ id }) => id === chosen) ?? generations.at(-1);
  if (message === undefined)
    return (
      <EmptyState icon={Layers} title="No generation yet">
        The first answer shows here what it was made of.
      </EmptyState>
    );
  const parts = measureContext({
    message,
    messages: state.messages,
    systemPrompt: agent.data?.system_prompt ?? '',
    window: models.data?.find(({ model_id }) => model_id === message.generation?.model)?.profile?.context_window_tokens,
  });
  return (
    <div tabIndex={0} role="region" aria-label="Context" className="h-full overflow-y-auto -outline-offset-2">
      <div className="mx-auto max-w-4xl space-y-4 px-4 py-4 sm:px-8">
        <Field label="Generation">
          {(control) => (
            <Select {...control} value={message.id} onChange={(event) => void setChosen(event.target.value)}>
              {generations.map((one, index) => (
                <option key={one.id} value={one.id}>
                  {index + 1} · {formatTime(one.created_at)} · {one.generation?.model}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Facts message={message} />
        <StackedBar parts={parts} />
        {parts.map((part) => (
          <details key={part.name} className="group rounded-lg border border-line bg-surface">
            <summary className="flex items-center gap-3 rounded-lg px-4 py-2.5 -outline-offset-2 hover:bg-sunken">
              <span aria-hidden className={`size-3 rounded-sm ${part.color}`} />
              <span className="flex-1 font-medium">{part.label}</span>
              <span className="text-xs text-muted tabular-nums">≈ {formatCount(part.tokens)} tokens</span>
            </summary>
            <div className="border-t border-line p-3">
              <JsonBlock label={part.label} value={part.text} />
            </div>
          </details>
        ))}
      </div>
    </div>
  );
}

function Facts({ message: { generation } }: { message: MessageState }) {
  if (generation === null) return null;
  const { usage, duration_ms, time_to_first_token_ms, finish_reasons, request } = generation;
  const facts = [
    ['Input', `${formatCount(usage.input_tokens)} tokens`],
    ['from the cache', formatCount(usage.cache_read_tokens)],
    ['Output', `${formatCount(usage.output_tokens)} tokens`],
    ['of it reasoning', formatCount(usage.reasoning_tokens)],
    ['First token after', time_to_first_token_ms === undefined ? '–' : formatDuration(time_to_first_token_ms)],
    ['Took', formatDuration(duration_ms)],
    ['Ended by', finish_reasons.join(', ') || '–'],
    ['Log through', `#${request.messages_through_sequence}`],
  ];
  return (
    <Card>
      <CardHeader title="Generation" />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 p-4 sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function StackedBar({ parts }: { parts: readonly ContextPart[] }) {
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0) || 1;
  const label = parts.map((part) => `${part.label} ${Math.round((part.tokens / total) * 100)} %`).join(', ');
  return (
    <div role="img" aria-label={label} className="flex h-7 overflow-hidden rounded-md bg-sunken">
      {parts.map((part) => (
        <span
          key={part.name}
          title={part.label}
          className={part.color}
          style={{ width: `${(part.tokens / total) * 100}%` }}
        />
      ))}
    </div>
  );
}
