'use client';
import { EverrunsApiError, type Message, type QueuedMessage, type UpdateQueuedMessageRequest } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { ArrowUp, CornerDownRight, ListOrdered, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Button, IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Textarea } from '@/design/field.tsx';
import { toOutgoing } from '../outbox/outbox.ts';

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

function useQueueChanges(sessionId: string, message: Message) {
  const onError = (error: unknown): void =>
    toast.error(isTaken(error) ? 'The agent has taken it already.' : toSentence(error));
  const patch = (body: UpdateQueuedMessageRequest) =>
    everruns.sessions.updateQueued(sessionId, message.id, { patch: body });
  return {
    drop: useMutation({ mutationFn: () => everruns.sessions.dropQueued(sessionId, message.id), onError }),
    move: useMutation({ mutationFn: (position: number) => patch({ position }), onError }),
    change: useMutation({
      mutationFn: (text: string) => {
        const images = toOutgoing({ content: message.content }).content.filter((part) => part.type === 'image');
        return patch({ message: { role: 'user', content: [{ type: 'text', text }, ...images] } });
      },
      onError,
    }),
  };
}

function QueueRow({ sessionId, item: { message, policy }, place }: QueueRowProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const { drop, move, change } = useQueueChanges(sessionId, message);
  const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const isSteer = policy === 'steer';
  const Icon = isSteer ? CornerDownRight : ListOrdered;
  return (
    <li className="flex items-start gap-2 px-3 py-1.5">
      <Icon
        role="img"
        aria-label={isSteer ? 'Steers the running turn' : 'Waits its turn'}
        className="mt-1.5 size-4 shrink-0 text-live-fg"
      />
      {draft === null ? (
        <p className="line-clamp-2 min-w-0 flex-1 py-1 wrap-anywhere">{text}</p>
      ) : (
        <Textarea
          aria-label="Waiting message"
          autoFocus
          rows={2}
          className="!min-h-0"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
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

function isTaken(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.code === 'not_queued';
}
