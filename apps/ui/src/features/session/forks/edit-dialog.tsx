'use client';
import type { MessageState } from '@everruns/sdk';
import { useState } from 'react';
import { Dialog } from '@/design/dialog.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { toMessageRequest, toOutgoing } from '../outbox/outbox.ts';
import { useFork } from './use-fork.ts';

interface EditDialogProps {
  sessionId: string;
  message: MessageState;
  /** The last event that the fork has too. */
  at: number;
  onClose: () => void;
}

/** Says a message otherwise, in a fork of its session. */
export function EditDialog(props: EditDialogProps) {
  return (
    <Dialog
      title="Edit and send again"
      description="A fork of this session begins before this message. This session stays as it is."
      isOpen
      onOpenChange={props.onClose}
    >
      <EditForm {...props} />
    </Dialog>
  );
}

function EditForm({ sessionId, message, at, onClose }: EditDialogProps) {
  const { content, files = [] } = toOutgoing(message);
  const said = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const [text, setText] = useState(said);
  const fork = useFork(sessionId);
  const others = content.filter(({ type }) => type !== 'text');
  const send = (): void => {
    const spoken = text.trim() === '' ? [] : [{ type: 'text' as const, text }];
    const outgoing = { key: crypto.randomUUID(), policy: 'queue' as const, state: 'sending' as const, error: null };
    const edited = toMessageRequest({ ...outgoing, content: [...others, ...spoken], files });
    fork.mutate({ at, message: edited }, { onSuccess: onClose });
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
        onCancel={onClose}
      />
    </form>
  );
}
