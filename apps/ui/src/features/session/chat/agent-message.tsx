'use client';
import type { MessageState } from '@everruns/sdk';
import { Brain, ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Fragment, memo } from 'react';
import { LiveDot } from '@/design/badge.tsx';
import { formatDuration } from '@/design/format.ts';
import { LazyMarkdown } from '@/design/lazy-markdown.tsx';
import { ToolCard } from './tool-card.tsx';

// Few answers have any of these, so that they do not belong to the first scripts of the page.
const ImageThumbnail = dynamic(() => import('./image-thumbnail.tsx').then((module) => module.ImageThumbnail));
const CitationList = dynamic(() => import('./citation-list.tsx').then((module) => module.CitationList));
const CompactionNotice = dynamic(() => import('./compaction-notice.tsx').then((module) => module.CompactionNotice));
const RepairNotice = dynamic(() => import('./repair-notice.tsx').then((module) => module.RepairNotice));

export interface AgentMessageProps {
  sessionId: string;
  message: MessageState;
}

export const AgentMessage = memo(function AgentMessage({ sessionId, message }: AgentMessageProps) {
  const isStreaming = message.state === 'streaming';
  const calls = new Map(message.tool_calls.map((call) => [call.id, call]));
  return (
    <div className="space-y-3" aria-busy={isStreaming}>
      {message.compaction !== undefined && <CompactionNotice compaction={message.compaction} />}
      {message.repair !== undefined && <RepairNotice repair={message.repair} />}
      {message.thinking !== '' && (
        <Reasoning
          text={message.thinking}
          isLive={isStreaming && message.content.length === 0}
          ms={message.generation?.thinking_ms}
        />
      )}
      {message.content.map((part, index) => {
        switch (part.type) {
          case 'text':
            return part.text === '' ? null : (
              <Fragment key={index}>
                <LazyMarkdown text={part.text} isStreaming={isStreaming} />
                {part.annotations !== undefined && <CitationList citations={part.annotations} />}
              </Fragment>
            );
          case 'image':
            return <ImageThumbnail key={index} image={part} />;
          case 'tool_call': {
            const call = calls.get(part.id);
            return call === undefined ? null : <ToolCard key={part.id} sessionId={sessionId} call={call} />;
          }
          case 'file':
          case 'tool_result':
            return null;
        }
      })}
      {message.state === 'cut' && message.content.length > 0 && (
        <p className="text-xs text-faint">Cut off here; the model does not see this part.</p>
      )}
    </div>
  );
});

/** The reasoning of the model, folded, with the time that it took. */
function Reasoning({ text, isLive, ms }: { text: string; isLive: boolean; ms: number | undefined }) {
  return (
    <details className="group rounded-md text-sm text-muted">
      <summary className="inline-flex items-center gap-1.5 rounded-md py-0.5 hover:text-fg">
        {isLive ? <LiveDot /> : <Brain aria-hidden className="size-4" />}
        {isLive ? 'Thinking' : ms === undefined ? 'Thoughts' : `Thought for ${formatDuration(ms)}`}
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
      </summary>
      <p className="mt-2 border-l-2 border-line pl-3 leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
    </details>
  );
}
