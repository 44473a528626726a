'use client';
import type { CreateFeedbackRequest } from '@everruns/sdk';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { Field, Textarea } from '@/design/field.tsx';

export interface FeedbackDialogProps {
  rating: 'up' | 'down';
  onGive: (feedback: CreateFeedbackRequest) => void;
  onClose: () => void;
}

/** In bytes a comment may be four times as long. */
const MOST_LETTERS = 1_000;

/** Asks for a comment on an answer, which may be left out. */
export function FeedbackDialog({ rating, onGive, onClose }: FeedbackDialogProps) {
  const [comment, setComment] = useState('');
  const give = (): void => onGive({ rating, ...(comment.trim() !== '' && { comment: comment.trim() }) });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    give();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) give();
  };
  return (
    <Dialog
      title={rating === 'up' ? 'A good answer' : 'A bad answer'}
      description="It is in the log of the session. The model does not read it."
      isOpen
      onOpenChange={onClose}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        <Field label="Comment" hint="It may be left out.">
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              maxLength={MOST_LETTERS}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
              onKeyDown={onKeyDown}
            />
          )}
        </Field>
        <DialogActions submitLabel="Give feedback" isDisabled={false} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
