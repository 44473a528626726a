'use client';
import type { Agent } from '@everruns/sdk';
import { Archive, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { useMay } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { useSetArchived } from './agent-queries.ts';

/** Archives an agent after a question, and offers to undo it. */
export function ArchiveAgent({ agent: { id, name } }: { agent: Agent }) {
  const [isAsking, setIsAsking] = useState(false);
  const change = useSetArchived();
  const undo = { label: 'Undo', onClick: () => change.mutate({ id, isArchived: false }) };
  const archive = (): void =>
    change.mutate(
      { id, isArchived: true },
      { onSuccess: () => toast.success(`${name} is archived.`, { action: undo }) },
    );
  return (
    <>
      <Button look="danger" disabled={change.isPending} onClick={() => setIsAsking(true)}>
        <Archive aria-hidden />
        Archive
      </Button>
      <DeleteDialog
        name={name}
        verb="Archive"
        consequence="Its sessions stay readable, but no message can be sent to them, and no new session can be made. You can make it active again."
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onConfirm={archive}
      />
    </>
  );
}

/** Tells that an agent is archived, and makes it active again. */
export function UnarchiveAgent({ agent: { id } }: { agent: Agent }) {
  const mayWrite = useMay('write');
  const change = useSetArchived();
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
      <p className="min-w-0 flex-1">
        This agent is archived: it takes no message, no new session and no change until it is active again.
      </p>
      {mayWrite && (
        <Button disabled={change.isPending} onClick={() => change.mutate({ id, isArchived: false })}>
          <ArchiveRestore aria-hidden />
          Make active again
        </Button>
      )}
    </div>
  );
}
