import type { GenerationContext } from '@everruns/sdk';
import type { ReactNode } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { formatCount } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { listParts, type ContextPart } from './list-parts.ts';
import { ToldMessages } from './told-messages.tsx';

/** One recorded context: what the provider counted, the share of each part, and the parts themselves. */
export function ContextView({ context, window }: { context: GenerationContext; window: number | undefined }) {
  const { system, tools, settings } = context;
  return (
    <>
      <Facts context={context} window={window} />
      <StackedBar parts={listParts(context, window)} />
      {!context.is_recorded && (
        <p role="note" className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-muted">
          The prompt, the tools and the settings of this generation were not recorded. The messages are those of the
          log.
        </p>
      )}
      {system !== undefined && (
        <Part title="System prompt" tokens={system.estimated_tokens}>
          <JsonBlock label="As it was sent" value={system.text} />
        </Part>
      )}
      {tools !== undefined && (
        <Part title={`Tools (${tools.definitions.length})`} tokens={tools.estimated_tokens}>
          <ul className="space-y-3">
            {tools.definitions.map(({ name, description, parameters }) => (
              <li key={name}>
                <p className="font-mono text-xs font-medium">{name}</p>
                <p className="text-xs wrap-anywhere whitespace-pre-wrap text-muted">{description}</p>
                <JsonBlock label={`Parameters of ${name}`} value={parameters} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {settings !== undefined && (
        <Part title="Settings">
          <JsonBlock label="As they were sent" value={settings} />
          {context.warnings?.map((warning) => (
            <p key={warning} className="text-xs text-live-fg">
              {warning}
            </p>
          ))}
        </Part>
      )}
      <Part title={`Messages (${context.read.messages})`} tokens={context.read.estimated_tokens} isOpen>
        <ToldMessages context={context} />
      </Part>
    </>
  );
}

function Facts({ context, window }: { context: GenerationContext; window: number | undefined }) {
  const { usage, model, agent_version, sequence, settings } = context;
  const facts = [
    ['Read', `${formatCount(usage.input_tokens)} tokens`],
    ['of it from the cache', formatCount(usage.cache_read_tokens)],
    ['Written', `${formatCount(usage.output_tokens)} tokens`],
    ['Window', window === undefined ? 'not known' : `${formatCount(window)} tokens`],
    ['Model', model],
    ['Version of the agent', agent_version === undefined ? 'not known' : `v${agent_version}`],
    ['Place in the log', `#${sequence}`],
    [
      'Limit of the answer',
      settings?.max_tokens === undefined ? 'not set' : `${formatCount(settings.max_tokens)} tokens`,
    ],
  ];
  return (
    <Card>
      <CardHeader title="As the provider counted" hint="The sizes of the parts below are estimates." />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 p-4 sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="truncate font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Part({ title, tokens, isOpen = false, children }: PartProps) {
  return (
    <details open={isOpen} className="group rounded-lg border border-line bg-surface">
      <summary className="flex items-center gap-3 rounded-lg px-4 py-2.5 -outline-offset-2 hover:bg-sunken">
        <span className="flex-1 font-medium">{title}</span>
        {tokens !== undefined && <Badge>≈ {formatCount(tokens)} tokens</Badge>}
      </summary>
      <div className="border-t border-line p-3">{children}</div>
    </details>
  );
}

interface PartProps {
  title: string;
  /** An estimate. */
  tokens?: number;
  isOpen?: boolean;
  children: ReactNode;
}

function StackedBar({ parts }: { parts: readonly ContextPart[] }) {
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0) || 1;
  const shareOf = ({ tokens }: ContextPart): number => (tokens / total) * 100;
  const label = parts.map((part) => `${part.label} ${Math.round(shareOf(part))} %`).join(', ');
  return (
    <figure className="space-y-1.5">
      <div role="img" aria-label={label} className="flex h-7 overflow-hidden rounded-md bg-sunken">
        {parts.map((part) => (
          <span key={part.name} title={part.label} className={part.color} style={{ width: `${shareOf(part)}%` }} />
        ))}
      </div>
      <figcaption aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {parts.map((part) => (
          <span key={part.name} className="inline-flex items-center gap-1.5">
            <span className={`size-2.5 rounded-sm border border-line ${part.color}`} />
            {part.label} ≈ {formatCount(part.tokens)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
