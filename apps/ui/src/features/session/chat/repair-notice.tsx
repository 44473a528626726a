import type { MessageState } from '@everruns/sdk';
import { ChevronRight, Wrench } from 'lucide-react';

export interface RepairNoticeProps {
  repair: NonNullable<MessageState['repair']>;
}

const PARTS: Record<RepairNoticeProps['repair']['what'][number], string> = {
  pictures: 'pictures',
  reasoning: 'earlier reasoning',
  unknown_tools: 'calls to tools that the agent does not have',
  tool_rounds: 'tool calls, which are told as text',
};

/** Shows which part of the conversation above the provider refused and no longer receives, with its error text folded. */
export function RepairNotice({ repair }: RepairNoticeProps) {
  return (
    <details className="group rounded-md text-sm text-muted">
      <summary className="inline-flex items-center gap-1.5 rounded-md py-0.5 hover:text-fg">
        <Wrench aria-hidden className="size-4" />
        The provider refused the conversation: left out {repair.what.map((part) => PARTS[part]).join(', ')}
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
      </summary>
      <p className="mt-2 border-l-2 border-line pl-3 leading-relaxed wrap-anywhere whitespace-pre-wrap">
        {repair.reason}
      </p>
    </details>
  );
}
