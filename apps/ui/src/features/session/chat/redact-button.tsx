'use client';
import type { MessageState } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { toSentence } from '@/design/error-notice.tsx';

export interface RedactButtonProps {
  sessionId: string;
  message: MessageState;
}

/** Erases what a message said, after a question. */
export function RedactButton({ sessionId, message }: RedactButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const mayWrite = useMay('write');
  const redact = useMutation({
    mutationFn: () => everruns.sessions.redactMessage(sessionId, message.id),
    onError: (error) => toast.error(toSentence(error)),
  });
  if (!mayWrite) return null;
  return (
    <>
      <IconButton label="Redact the message" size="sm" disabled={redact.isPending} onClick={() => setIsAsking(true)}>
        <Eraser />
      </IconButton>
      <DeleteDialog
        name="the message"
        verb="Redact"
        consequence="What it says is erased from the log of this session and of all its forks, with what its calls asked and answered, and from summaries of it. It does not come back. Other messages that quote it stay."
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onConfirm={() => redact.mutate()}
      />
    </>
  );
}
