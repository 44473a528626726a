'use client';
import type { CreateFeedbackRequest, MessageState } from '@everruns/sdk';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay, useMySubject } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

const FeedbackDialog = dynamic(() => import('./feedback-dialog.tsx').then((module) => module.FeedbackDialog));

export interface FeedbackActionsProps {
  sessionId: string;
  message: MessageState;
}

type Rating = 'up' | 'down';

/** Says what somebody thinks of an answer, with a comment if they have one. A second click takes it back. */
export function FeedbackActions({ sessionId, message }: FeedbackActionsProps) {
  const mayWrite = useMay('write');
  const mine = useMySubject() ?? 'operator';
  const [asks, setAsks] = useState<Rating | null>(null);
  if (!mayWrite || message.role !== 'agent' || message.sequence === null) return null;
  const given = message.feedback?.find(({ by }) => by === mine);
  const give = (feedback: CreateFeedbackRequest): void => {
    setAsks(null);
    everruns.sessions
      .giveFeedback({ session_id: sessionId, message_id: message.id }, feedback)
      .catch((error: unknown) => toast.error(toSentence(error)));
  };
  const press = (rating: Rating): void => (given?.rating === rating ? give({ rating: 'none' }) : setAsks(rating));
  return (
    <>
      <IconButton label="Good answer" size="sm" aria-pressed={given?.rating === 'up'} onClick={() => press('up')}>
        <ThumbsUp />
      </IconButton>
      <IconButton label="Bad answer" size="sm" aria-pressed={given?.rating === 'down'} onClick={() => press('down')}>
        <ThumbsDown />
      </IconButton>
      {asks !== null && <FeedbackDialog rating={asks} onGive={give} onClose={() => setAsks(null)} />}
    </>
  );
}
