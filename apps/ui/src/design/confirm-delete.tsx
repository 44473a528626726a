'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface Deletion {
  /** The name of what is deleted, as the button and the question show it. */
  name: string;
  /** The word for what happens to it. */
  verb?: 'Delete' | 'Archive' | 'Remove' | 'Redact' | 'Sign out';
  consequence: string;
  onConfirm: () => void;
}

/** A button that asks before it deletes. */
export function ConfirmDelete({ isPending, ...deletion }: Deletion & { isPending: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const { verb = 'Delete', name } = deletion;
  return (
    <>
      <IconButton label={`${verb} ${name}`} size="sm" disabled={isPending} onClick={() => setIsOpen(true)}>
        <Trash2 />
      </IconButton>
      <DeleteDialog {...deletion} isOpen={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}

export interface DeleteDialogProps extends Deletion {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function DeleteDialog({ name, verb = 'Delete', consequence, onConfirm, ...dialog }: DeleteDialogProps) {
  return (
    <Dialog title={`${verb} ${name}?`} description={consequence} {...dialog}>
      <div className="flex justify-end gap-2">
        <Button onClick={() => dialog.onOpenChange(false)}>Keep it</Button>
        <Button
          look="danger"
          onClick={() => {
            dialog.onOpenChange(false);
            onConfirm();
          }}
        >
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
