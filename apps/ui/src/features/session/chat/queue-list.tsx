'use client';
import { EverrunsApiError, type QueuedMessage, type UpdateQueuedMessageRequest } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { ArrowUp, CornerDownRight, ListOrdered, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Button, IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Textarea } from '@/design/field.tsx';
import { makeKey, toContent, toMessageRequest, toOutgoing, type Outgoing } from '../outbox/outbox.ts';
import { FileChip } from './file-chip.tsx';

export function QueueList({ sessionId, queue }: { sessionId: string; queue: readonly QueuedMessage[] }) {
  const mayWrite = useMay('write');
  if (queue.length === 0 || !mayWrite) return null;
  const waiting = queue.filter(({ policy }) => policy === 'queue');
  return (
    <ul aria-label="Waiting messages" className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {queue.map((item) => (
        <QueueRow key={item.message.id} sessionId={sessionId} item={item} place={waiting.indexOf(item) + 1} />
      ))}
    </ul>
  );
}

interface QueueRowProps {
  sessionId: string;
  item: QueuedMessage;
  /** The position among the queued messages, from 1; 0 for a message that steers. */
  place: number;
}

function useQueueChanges(sessionId: string, { message, policy }: QueuedMessage) {
  const onError = (error: unknown): void =>
    toast.error(isTaken(error) ? 'The agent has taken it already.' : toSentence(error));
  const patch = (body: UpdateQueuedMessageRequest) =>
    everruns.sessions.updateQueued(sessionId, message.id, { patch: body });
  const outgoing = toOutgoing(message);
  const putBack = (): void => {
    const key = makeKey();
    const request = toMessageRequest({ ...outgoing, policy: policy === 'steer' ? 'steer' : 'queue', key });
    everruns.sessions.send(sessionId, request, { idempotencyKey: key }).catch(onError);
  };
  return {
    outgoing,
    drop: useMutation({
      mutationFn: () => everruns.sessions.dropQueued(sessionId, message.id),
      onSuccess: () =>
        toast.success('The waiting message is removed.', { action: { label: 'Undo', onClick: putBack } }),
      onError,
    }),
    move: useMutation({ mutationFn: (position: number) => patch({ position }), onError }),
    change: useMutation({
      mutationFn: (text: string) => {
        const images = outgoing.content.filter((part) => part.type === 'image');
        const content = toContent({ ...outgoing, content: [{ type: 'text', text }, ...images] });
        return patch({ message: { role: 'user', content } });
      },
      onError,
    }),
  };
}

function QueueRow({ sessionId, item, place }: QueueRowProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const { outgoing, drop, move, change } = useQueueChanges(sessionId, item);
  const text = outgoing.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const isSteer = item.policy === 'steer';
  const Icon = isSteer ? CornerDownRight : ListOrdered;
  return (
    <li className="flex items-start gap-2 px-3 py-1.5">
      <Icon
        role="img"
        aria-label={isSteer ? 'Steers the running turn' : 'Waits its turn'}
        className="mt-1.5 size-4 shrink-0 text-live-fg"
      />
      {draft === null ? (
        <div className="min-w-0 flex-1 space-y-1 py-1">
          <p className="line-clamp-2 wrap-anywhere">{text}</p>
          <QueuedFiles outgoing={outgoing} />
        </div>
      ) : (
        <Textarea
          aria-label="Waiting message"
          autoFocus
          rows={2}
          className="!min-h-0"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
        />
      )}
      {place > 1 && (
        <IconButton
          label="Move the waiting message up"
          size="sm"
          disabled={move.isPending}
          onClick={() => move.mutate(place - 1)}
        >
          <ArrowUp />
        </IconButton>
      )}
      {draft === null ? (
        <IconButton label="Edit the waiting message" size="sm" onClick={() => setDraft(text)}>
          <Pencil />
        </IconButton>
      ) : (
        <Button
          size="sm"
          look="primary"
          disabled={draft.trim() === '' || change.isPending}
          onClick={() => change.mutate(draft, { onSuccess: () => setDraft(null) })}
        >
          Save
        </Button>
      )}
      <IconButton label="Remove the waiting message" size="sm" disabled={drop.isPending} onClick={() => drop.mutate()}>
        <X />
      </IconButton>
    </li>
  );
}

/** What goes with the message beside its text. */
function QueuedFiles({ outgoing: { content, files = [] } }: { outgoing: Outgoing }) {
  const images = content.filter((part) => part.type === 'image').length;
  if (files.length + images === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
      {files.map((file) => (
        <FileChip key={file.path} file={file} />
      ))}
      {images > 0 && (images === 1 ? 'with an image' : `with ${images} images`)}
    </div>
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.code === 'not_queued';
}
