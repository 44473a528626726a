import { formatDuration } from '@/design/format.ts';
import { describeFailure, describeNext, describeTakeOver } from './describe-attempt.ts';
import type { Segment, Span } from './list-spans.ts';
import { LABEL_WIDTH } from './time-axis.tsx';

export interface SpanRowProps {
  span: Span;
  startedAt: number;
  endedAt: number;
  isChosen: boolean;
  onChoose: () => void;
}

/** A span as a bar of its segments. */
export function SpanRow({ span, startedAt, endedAt, isChosen, onChoose }: SpanRowProps) {
  const total = endedAt - startedAt;
  const place = (time: number): number => Math.min(100, Math.max(0, ((time - startedAt) / total) * 100));
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={`flex h-full w-full items-center text-left text-xs -outline-offset-2 ${isChosen ? 'bg-hover' : 'hover:bg-sunken'}`}
    >
      <span
        title={span.label}
        className={`${LABEL_WIDTH} sticky left-0 z-10 h-full shrink-0 truncate bg-surface px-3 leading-[26px] ${span.isNested ? 'pl-7 font-mono' : 'font-medium'} ${span.hasFailed ? 'text-danger' : ''}`}
      >
        {span.label}
        {span.attempts.length > 0 && <span className="text-live-fg"> · attempt {span.attempts.length + 1}</span>}
      </span>
      <span className="relative h-3.5 min-w-0 flex-1">
        {span.segments.map((segment, index) => (
          <span
            key={index}
            title={describeSegment(segment)}
            data-segment={segment.kind}
            className={`absolute inset-y-0 min-w-0.5 rounded-xs ${colorOf(segment, span)} ${span.isOpen && index === span.segments.length - 1 ? 'animate-live' : ''}`}
            style={{
              left: `${Math.min(99.5, place(segment.startedAt))}%`,
              width: `${place(segment.endedAt) - place(segment.startedAt)}%`,
            }}
          />
        ))}
        {span.firstTokenAt !== null && (
          <span
            title={`First token after ${formatDuration(span.firstTokenAt - span.startedAt)}`}
            data-segment="first-token"
            className="absolute -inset-y-0.5 w-0.5 bg-live"
            style={{ left: `${Math.min(99.5, place(span.firstTokenAt))}%` }}
          />
        )}
      </span>
      <span className="w-18 shrink-0 pr-3 text-right text-faint tabular-nums">
        {formatDuration(span.endedAt - span.startedAt)}
      </span>
    </button>
  );
}

function colorOf({ kind }: Segment, { kind: work, hasFailed }: Span): string {
  switch (kind) {
    case 'run':
      return hasFailed ? 'bg-danger' : work === 'generation' ? 'bg-primary' : 'bg-live';
    case 'failed':
      return 'bg-danger/70';
    case 'backoff':
      return 'border border-dashed border-line-strong';
    case 'silent':
      return 'border border-danger bg-danger-soft';
    case 'wait':
      return 'bg-line-strong/50';
  }
}

/** What a person reads about a segment. */
export function describeSegment({ kind, startedAt, endedAt, failure, takeOver }: Segment): string {
  const duration = formatDuration(endedAt - startedAt);
  switch (kind) {
    case 'run':
      return `Ran for ${duration}`;
    case 'failed':
      return failure === null ? '' : `${describeFailure(failure)}, after ${duration}`;
    case 'backoff':
      return failure === null ? `Waited for ${duration}` : `Waited for ${duration}: ${describeNext(failure)}`;
    case 'silent':
      return takeOver === null ? `Nobody worked on it for ${duration}` : describeTakeOver(takeOver);
    case 'wait':
      return `Waited for ${duration}`;
  }
}
