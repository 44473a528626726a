import type { MessageState } from '@everruns/sdk';
import { ChevronRight, Shrink } from 'lucide-react';
import { formatCount } from '@/design/format.ts';

export interface CompactionNoticeProps {
  compaction: NonNullable<MessageState['compaction']>;
}

/** Shows that the model no longer reads the messages above, with the summary that replaced them, folded. */
export function CompactionNotice({ compaction }: CompactionNoticeProps) {
  const { tokens_before, tokens_after, summary } = compaction;
  return (
    <details className="group rounded-md text-sm text-muted">
      <summary className="inline-flex items-center gap-1.5 rounded-md py-0.5 hover:text-fg">
        <Shrink aria-hidden className="size-4" />
        Context compacted: {formatCount(tokens_before)} → {formatCount(tokens_after)} tokens
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
      </summary>
      <p className="mt-2 border-l-2 border-line pl-3 leading-relaxed wrap-anywhere whitespace-pre-wrap">{summary}</p>
    </details>
  );
}
