'use client';
import { EverrunsApiError, type QueuedMessage } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { CornerDownRight, ListOrdered, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Button, IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Textarea } from '@/design/field.tsx';
import { toInput } from '../outbox/outbox.ts';

export function QueueList({ sessionId, queue }: { sessionId: string; queue: readonly QueuedMessage[] }) {
  const mayWrite = useMay('write');
  if (queue.length === 0 || !mayWrite) return null;
  return (
    <ul aria-label="Waiting messages" className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {queue.map((item) => (
        <QueueRow key={item.message.id} sessionId={sessionId} item={item} />
      ))}
    </ul>
  );
}

function QueueRow({ sessionId, item: { message, policy } }: { sessionId: string; item: QueuedMessage }) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const onError = (error: unknown): void =>
    void toast.error(isTaken(error) ? 'The agent has taken it already.' : toSentence(error));
  const drop = useMutation({ mutationFn: () => everruns.sessions.dropQueued(sessionId, message.id), onError });
  const change = useMutation({
    mutationFn: (next: string) => {
      const images = toInput(message.content).filter((part) => part.type === 'image');
      const content = [{ type: 'text' as const, text: next }, ...images];
      return everruns.sessions.updateQueued(sessionId, message.id, { patch: { message: { role: 'user', content } } });
    },
    onSuccess: () => setDraft(null),
    onError,
  });
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
      {draft === null ? (
        <IconButton label="Edit the waiting message" size="sm" onClick={() => setDraft(text)}>
          <Pencil />
        </IconButton>
      ) : (
        <Button
          size="sm"
          look="primary"
          disabled={draft.trim() === '' || change.isPending}
          onClick={() => change.mutate(draft)}
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
