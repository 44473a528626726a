'use client';
import type { MessageState, TurnState } from '@everruns/sdk';
import { Link2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { toast } from '@/design/toast.ts';
import { IconButton } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { formatDateTime } from '@/design/format.ts';
import { FeedbackActions } from '../feedback/feedback-actions.tsx';
import { ForkActions } from '../forks/fork-actions.tsx';
import { readMessage } from '../outbox/outbox.ts';
import { ExcludeButton } from './exclude-button.tsx';
import { RedactButton } from './redact-button.tsx';

// Few messages have any.
const FeedbackNotes = dynamic(() => import('../feedback/feedback-notes.tsx').then((module) => module.FeedbackNotes));

export interface MessageActionsProps {
  sessionId: string;
  message: MessageState;
  /** The message's turn, if it is the last message of it. */
  lastOf: TurnState | null;
}

/** What can be done with a message, and when it was written, while the pointer or the focus is on it. */
export function MessageActions({ sessionId, message, lastOf }: MessageActionsProps) {
  const text = readMessage(message)
    .content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n\n');
  if (message.state === 'streaming') return null;
  return (
    <>
      <div className={`flex items-center gap-1 ${message.role === 'user' ? 'justify-end' : ''}`}>
        <div className="flex items-center gap-1 opacity-0 transition-opacity group-focus-within/message:opacity-100 group-hover/message:opacity-100">
          {text !== '' && <CopyButton text={text} label="Copy the message" />}
          <IconButton label="Copy a link to the message" size="sm" onClick={() => void copyLink(sessionId, message.id)}>
            <Link2 />
          </IconButton>
          {message.state === 'done' && message.redacted !== true && (
            <RedactButton sessionId={sessionId} message={message} />
          )}
          <FeedbackActions sessionId={sessionId} message={message} />
          <ForkActions sessionId={sessionId} message={message} lastOf={lastOf} />
          <time dateTime={message.created_at} className="px-1 text-xs text-faint" suppressHydrationWarning>
            {formatDateTime(message.created_at)}
          </time>
        </div>
        <ExcludeButton sessionId={sessionId} message={message} />
      </div>
      {message.feedback !== undefined && <FeedbackNotes feedback={message.feedback} />}
    </>
  );
}

async function copyLink(sessionId: string, messageId: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${window.location.origin}/sessions/${sessionId}#${messageId}`);
    toast.success('The link is copied.');
  } catch {
    toast.error('The browser does not let this page copy.');
  }
}
