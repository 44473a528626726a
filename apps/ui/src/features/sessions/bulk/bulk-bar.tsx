'use client';
import type { CreateSessionJobRequest, SessionSelection } from '@everruns/sdk';
import { CircleStop, RotateCcw, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import type { RowSelection } from './row-selection.ts';
import { TagDialog } from './tag-dialog.tsx';
import { useStartJob } from './use-start-job.ts';

export interface BulkBarProps {
  selection: RowSelection;
  /** What finds the sessions of the list. */
  filter: SessionSelection;
  onChooseAll: () => void;
  onDone: () => void;
}

/** What can be done with all chosen sessions. The server does it in a job, which goes on when the page is closed. */
export function BulkBar({ selection, filter, onChooseAll, onDone }: BulkBarProps) {
  const [asks, setAsks] = useState<'tags' | 'deletion' | null>(null);
  const start = useStartJob(onDone);
  const meant = selection.isAll ? { filter } : { session_ids: [...selection.ids] };
  const run = (what: Pick<CreateSessionJobRequest, 'action' | 'tags'>): void => start.mutate({ ...what, ...meant });
  const count = selection.ids.size;
  const named = selection.isAll
    ? 'all sessions that the filter finds'
    : `${count} ${count === 1 ? 'session' : 'sessions'}`;
  const close = (): void => setAsks(null);
  return (
    <div
      role="toolbar"
      aria-label="Chosen sessions"
      className="sticky top-0 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-sm"
    >
      <IconButton label="Choose none" size="sm" onClick={onDone}>
        <X />
      </IconButton>
      <p className="mr-auto text-sm font-medium first-letter:uppercase" aria-live="polite">
        {named}
      </p>
      {!selection.isAll && Object.keys(filter).length > 0 && (
        <Button size="sm" look="quiet" onClick={onChooseAll}>
          Choose all that the filter finds
        </Button>
      )}
      <Button size="sm" disabled={start.isPending} onClick={() => run({ action: 'cancel' })}>
        <CircleStop aria-hidden />
        Stop
      </Button>
      <Button
        size="sm"
        disabled={start.isPending}
        title="Tries the last turn again where it failed or was stopped"
        onClick={() => run({ action: 'retry' })}
      >
        <RotateCcw aria-hidden />
        Try again
      </Button>
      <Button size="sm" disabled={start.isPending} onClick={() => setAsks('tags')}>
        <Tag aria-hidden />
        Tags
      </Button>
      <Button size="sm" look="danger" disabled={start.isPending} onClick={() => setAsks('deletion')}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      {asks === 'tags' && <TagDialog of={named} onClose={close} onChoose={run} />}
      <DeleteDialog
        name={named}
        consequence="What was said in them and their files are gone for good. Forks keep what they have of them."
        isOpen={asks === 'deletion'}
        onOpenChange={close}
        onConfirm={() => run({ action: 'delete' })}
      />
    </div>
  );
}
