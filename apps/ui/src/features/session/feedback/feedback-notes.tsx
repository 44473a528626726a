'use client';
import type { MessageState } from '@everruns/sdk';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useMySubject } from '@/data/use-me.ts';

/** What people think of a message. */
export function FeedbackNotes({ feedback }: { feedback: NonNullable<MessageState['feedback']> }) {
  const mine = useMySubject() ?? 'operator';
  return (
    <ul aria-label="Feedback" className="space-y-1">
      {feedback.map(({ by, rating, comment }) => {
        const Icon = rating === 'up' ? ThumbsUp : ThumbsDown;
        return (
          <li key={by} className="flex items-start gap-1.5 text-xs text-muted">
            <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">
              {by === mine ? 'You' : whoOf(by)}: {comment ?? (rating === 'up' ? 'a good answer' : 'a bad answer')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function whoOf(by: string): string {
  if (by.startsWith('user:')) return 'Another member';
  return by.startsWith('key:') ? 'A program with a key' : 'The operator';
}
