import type { TurnState } from '@everruns/sdk';
import { X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { formatCost, formatCount, formatDuration, formatTime } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { describeFailure, describeNext, describeTakeOver } from './describe-attempt.ts';
import type { Span } from './list-spans.ts';

export interface SpanPanelProps {
  turn: TurnState;
  span: Span;
  onClose: () => void;
}

/** All that is known of a span: its attempts, input, output, usage, and where else it can be seen. */
export function SpanPanel({ turn, span, onClose }: SpanPanelProps) {
  return (
    <aside
      aria-label="Span"
      className="max-h-1/2 w-full shrink-0 space-y-4 overflow-y-auto border-t border-line bg-surface p-4 text-xs lg:max-h-none lg:w-96 lg:border-t-0 lg:border-l"
    >
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-medium">{span.label}</h2>
          <p className="text-muted tabular-nums">
            {formatTime(new Date(span.startedAt).toISOString())} · {formatDuration(span.endedAt - span.startedAt)}
            {span.firstTokenAt !== null && ` · first token after ${formatDuration(span.firstTokenAt - span.startedAt)}`}
          </p>
        </div>
        <Button size="sm" look="quiet" aria-label="Close" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <Attempts turn={turn} span={span} />
      {span.message !== null && <GenerationDetail message={span.message} />}
      {span.call !== null && <CallDetail call={span.call} />}
      <SpanLinks turn={turn} span={span} />
    </aside>
  );
}

function Attempts({ turn, span }: { turn: TurnState; span: Span }) {
  if (span.attempts.length === 0) return null;
  return (
    <Part title="Attempts">
      <ol className="space-y-2">
        {span.attempts.map((attempt) => {
          const takeOver = turn.take_overs.find(({ at }) => at === attempt.ended_at);
          return (
            <li key={attempt.attempt} className="space-y-1">
              <p>
                <Badge tone="danger">attempt {attempt.attempt}</Badge> {describeFailure(attempt)}, after{' '}
                {formatDuration(attempt.duration_ms)}.{takeOver !== undefined && ` ${describeTakeOver(takeOver)}.`}
                {attempt.retry_after_ms !== undefined &&
                  ` Waited ${formatDuration(attempt.retry_after_ms)}: ${describeNext(attempt)}.`}
              </p>
              {attempt.provider_message !== undefined && (
                <blockquote
                  aria-label="What the provider said"
                  className="border-l-2 border-danger/40 pl-3 wrap-anywhere text-muted"
                >
                  {attempt.provider_message}
                </blockquote>
              )}
            </li>
          );
        })}
      </ol>
    </Part>
  );
}

function GenerationDetail({ message }: { message: NonNullable<Span['message']> }) {
  const { generation, content } = message;
  return (
    <>
      {generation !== null && (
        <Part title="Usage">
          <p>
            {formatCount(generation.usage.input_tokens)} tokens in, {formatCount(generation.usage.output_tokens)} out
            {generation.usage.cost_usd !== undefined && `, ${formatCost(generation.usage.cost_usd)}`}
          </p>
          <p className="text-muted">
            Ended with {generation.raw_finish_reason ?? generation.finish_reasons.join(', ')}
            {generation.response_id !== undefined && ` · response ${generation.response_id}`}
          </p>
          {generation.warnings?.map((warning) => (
            <p key={warning} className="text-live-fg">
              {warning}
            </p>
          ))}
        </Part>
      )}
      {message.thinking !== '' && <Text title="Thoughts" text={message.thinking} />}
      <Text title="Output" text={content.map((part) => (part.type === 'text' ? part.text : '')).join('')} />
    </>
  );
}

function CallDetail({ call }: { call: NonNullable<Span['call']> }) {
  return (
    <>
      <JsonBlock label="Arguments" value={call.arguments} />
      {call.result !== null && (
        <JsonBlock
          label={call.result.error === undefined ? 'Result' : 'Error'}
          value={call.result.error ?? call.result.result ?? null}
        />
      )}
    </>
  );
}

function SpanLinks({ turn, span }: { turn: TurnState; span: Span }) {
  const path = usePathname();
  const to = (tab: string, more = ''): string => `${path}?tab=${tab}&turn=${turn.id}&span=${span.key}${more}`;
  return (
    <Part title="See also">
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-focus underline">
        <Link href={to('chat')}>Chat</Link>
        <Link href={to('events', `&find=${turn.id}`)}>Events of this turn</Link>
        {span.message !== null && <Link href={to('context')}>What the model read</Link>}
      </p>
    </Part>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  if (text === '') return null;
  return (
    <Part title={title}>
      <p className="max-h-80 overflow-y-auto rounded bg-sunken p-2 wrap-anywhere whitespace-pre-wrap">{text}</p>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-1">
      <h3 className="font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
