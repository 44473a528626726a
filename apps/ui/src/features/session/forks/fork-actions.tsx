'use client';
import type { MessageState, TurnState } from '@everruns/sdk';
import { GitFork, Pencil } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { useFork } from './use-fork.ts';

const EditDialog = dynamic(() => import('./edit-dialog.tsx').then((module) => module.EditDialog));

export interface ForkActionsProps {
  sessionId: string;
  message: MessageState;
  /** The message's turn, if it is the last message of it. */
  lastOf: TurnState | null;
}

/** Another way from here: what a person said is said otherwise, and after an answer the conversation goes on otherwise. */
export function ForkActions({ sessionId, message, lastOf }: ForkActionsProps) {
  const mayWrite = useMay('write');
  if (!mayWrite || message.sequence === null) return null;
  if (message.role === 'user') return <EditButton sessionId={sessionId} message={message} at={message.sequence - 1} />;
  return <ForkButton sessionId={sessionId} at={lastOf?.end_sequence ?? message.sequence} />;
}

function ForkButton({ sessionId, at }: { sessionId: string; at: number }) {
  const fork = useFork(sessionId);
  return (
    <IconButton label="Fork from here" size="sm" disabled={fork.isPending} onClick={() => fork.mutate({ at })}>
      <GitFork />
    </IconButton>
  );
}

function EditButton({ sessionId, message, at }: { sessionId: string; message: MessageState; at: number }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton label="Edit and send again" size="sm" onClick={() => setIsOpen(true)}>
        <Pencil />
      </IconButton>
      {isOpen && <EditDialog sessionId={sessionId} message={message} at={at} onClose={() => setIsOpen(false)} />}
    </>
  );
}
