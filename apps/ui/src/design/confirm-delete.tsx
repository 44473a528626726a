'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface Deletion {
  /** The name of what is deleted, as the button and the question show it. */
  name: string;
  consequence: string;
  onConfirm: () => void;
}

/** A button that asks before it deletes. */
export function ConfirmDelete({ isPending, ...deletion }: Deletion & { isPending: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton label={`Delete ${deletion.name}`} size="sm" disabled={isPending} onClick={() => setIsOpen(true)}>
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

export function DeleteDialog({ name, consequence, onConfirm, isOpen, onOpenChange }: DeleteDialogProps) {
  return (
    <Dialog title={`Delete ${name}?`} description={consequence} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>Keep it</Button>
        <Button
          look="danger"
          onClick={() => {
            onOpenChange(false);
            onConfirm();
          }}
        >
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
