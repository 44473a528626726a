'use client';
import type { MessageState } from '@everruns/sdk';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';

export interface ExcludeButtonProps {
  sessionId: string;
  message: MessageState;
}

/** Excludes a message from the context of models, or shows that it is excluded. */
export function ExcludeButton({ sessionId, message }: ExcludeButtonProps) {
  const [isPending, setIsPending] = useState(false);
  if (message.redacted === true) {
    return (
      <p className="flex items-center gap-1.5 text-xs text-faint">
        <EyeOff aria-hidden className="size-3.5" />
        Redacted: what it said was erased, here and in all forks.
      </p>
    );
  }
  if (message.excluded === true) {
    return (
      <p className="flex items-center gap-1.5 text-xs text-faint">
        <EyeOff aria-hidden className="size-3.5" />
        Excluded: the model is told this no more.
      </p>
    );
  }
  if (message.state !== 'done') return null;
  const exclude = async (): Promise<void> => {
    setIsPending(true);
    try {
      await everruns.sessions.excludeMessage(sessionId, message.id);
    } catch (error) {
      toast.error(toSentence(error));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Button
      size="sm"
      look="quiet"
      className="opacity-0 transition-opacity group-hover/message:opacity-100 focus-visible:opacity-100"
      disabled={isPending}
      title="The model is told this message no more, nor its calls and their results; the log keeps it"
      onClick={() => void exclude()}
    >
      <EyeOff aria-hidden />
      Exclude
    </Button>
  );
}
