'use client';
import { useMutation } from '@tanstack/react-query';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { toSentence } from '@/design/error-notice.tsx';

export interface RedactDialogProps {
  sessionId: string;
  messageId: string;
  onClose: () => void;
}

/** Asks before what a message said is erased. */
export function RedactDialog({ sessionId, messageId, onClose }: RedactDialogProps) {
  const redact = useMutation({
    mutationFn: () => everruns.sessions.redactMessage(sessionId, messageId),
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <DeleteDialog
      name="the message"
      verb="Redact"
      consequence="What it says is erased from the log of this session and of all its forks, with what its calls asked and answered, and from summaries of it. It does not come back. Other messages that quote it stay."
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      onConfirm={() => redact.mutate()}
    />
  );
}
