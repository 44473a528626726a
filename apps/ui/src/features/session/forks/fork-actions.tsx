'use client';
import type { MessageState, TurnState } from '@everruns/sdk';
import { GitFork, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { toMessageRequest, toOutgoing } from '../outbox/outbox.ts';
import { useFork } from './use-fork.ts';

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

interface EditProps {
  sessionId: string;
  message: MessageState;
  at: number;
}

function EditButton({ sessionId, message, at }: EditProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton label="Edit and send again" size="sm" onClick={() => setIsOpen(true)}>
        <Pencil />
      </IconButton>
      <Dialog
        title="Edit and send again"
        description="A fork of this session begins before this message. This session stays as it is."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <EditForm sessionId={sessionId} message={message} at={at} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function EditForm({ sessionId, message, at, onDone }: EditProps & { onDone: () => void }) {
  const { content, files = [] } = toOutgoing(message);
  const said = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const [text, setText] = useState(said);
  const fork = useFork(sessionId);
  const others = content.filter(({ type }) => type !== 'text');
  const send = (): void => {
    const spoken = text.trim() === '' ? [] : [{ type: 'text' as const, text }];
    const outgoing = { key: crypto.randomUUID(), policy: 'queue' as const, state: 'sending' as const, error: null };
    const edited = toMessageRequest({ ...outgoing, content: [...others, ...spoken], files });
    fork.mutate({ at, message: edited }, { onSuccess: onDone });
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label="Message" isLabelHidden>
        {(control) => (
          <Textarea {...control} autoFocus rows={6} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      {others.length + files.length > 0 && (
        <p className="text-xs text-muted">What was attached to the message goes with it.</p>
      )}
      <DialogActions
        submitLabel="Send in a fork"
        isDisabled={fork.isPending || (text.trim() === '' && others.length + files.length === 0)}
        onCancel={onDone}
      />
    </form>
  );
}
