'use client';
import type { MessageState } from '@everruns/sdk';
import { Eraser } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';

const RedactDialog = dynamic(() => import('./redact-dialog.tsx').then((module) => module.RedactDialog));

export interface RedactButtonProps {
  sessionId: string;
  message: MessageState;
}

/** Erases what a message said, after a question. */
export function RedactButton({ sessionId, message }: RedactButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!useMay('write')) return null;
  return (
    <>
      <IconButton label="Redact the message" size="sm" onClick={() => setIsAsking(true)}>
        <Eraser />
      </IconButton>
      {isAsking && <RedactDialog sessionId={sessionId} messageId={message.id} onClose={() => setIsAsking(false)} />}
    </>
  );
}
