import { X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { IconButton } from '@/design/button.tsx';
import { formatDuration, formatTime } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import type { Row } from './list-rows.ts';
import { PanelAttempts } from './panel-attempts.tsx';
import { PanelGeneration } from './panel-generation.tsx';
import { PanelPart } from './panel-part.tsx';
import { PanelWaits } from './panel-waits.tsx';

export interface SpanPanelProps {
  row: Row;
  onClose: () => void;
}

/** All that is known of a span: its attempts and waits, input, output, usage, and where else it can be seen. */
export function SpanPanel({ row, onClose }: SpanPanelProps) {
  const { span, turn } = row;
  return (
    <section
      aria-label="Span"
      className="max-h-1/2 w-full shrink-0 space-y-4 overflow-y-auto border-t border-line bg-surface p-4 text-xs lg:max-h-none lg:w-96 lg:border-t-0 lg:border-l"
    >
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-medium">{span.label}</h2>
          <p className="text-muted tabular-nums">
            {formatTime(new Date(span.startedAt).toISOString())} · {formatDuration(span.durationMs)}
            {span.firstTokenAt !== null && ` · first token after ${formatDuration(span.firstTokenAt - span.startedAt)}`}
          </p>
        </div>
        <IconButton size="sm" label="Close" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <PanelAttempts turn={turn} span={span} />
      <PanelWaits span={span} />
      {span.message !== null && <PanelGeneration message={span.message} hasFailed={span.hasFailed} />}
      {span.call !== null && <CallDetail call={span.call} />}
      <SpanLinks row={row} />
    </section>
  );
}

function CallDetail({ call }: { call: NonNullable<Row['span']['call']> }) {
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

/** The same place in the other lenses. What a sub-agent did is in the lenses of its own session. */
function SpanLinks({ row: { key, span, turn, sessionId } }: { row: Row }) {
  const here = usePathname();
  const path = sessionId === null ? here : `/sessions/${sessionId}`;
  const own = sessionId === null ? key : span.key;
  const to = (tab: string): string => `${path}?tab=${tab}&turn=${turn.id}&span=${encodeURIComponent(own)}`;
  const called = span.call?.subagent;
  return (
    <PanelPart title="See also">
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-focus underline">
        <Link href={to('chat')}>Chat</Link>
        <Link href={to('events')}>Events</Link>
        {span.message !== null && <Link href={to('context')}>What the model read</Link>}
        {sessionId !== null && <Link href={to('timeline')}>Timeline of the sub-agent</Link>}
        {called !== undefined && (
          <Link href={`/sessions/${called.session_id}?tab=timeline`}>Session of {called.agent}</Link>
        )}
      </p>
    </PanelPart>
  );
}
