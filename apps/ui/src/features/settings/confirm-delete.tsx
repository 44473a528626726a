'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';

export interface ConfirmDeleteProps {
  name: string;
  consequence: string;
  isPending: boolean;
  onConfirm: () => void;
}

export function ConfirmDelete({ name, consequence, isPending, onConfirm }: ConfirmDeleteProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton label={`Delete ${name}`} size="sm" onClick={() => setIsOpen(true)}>
        <Trash2 />
      </IconButton>
      <Dialog title={`Delete ${name}?`} description={consequence} isOpen={isOpen} onOpenChange={setIsOpen}>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>Keep it</Button>
          <Button
            look="danger"
            disabled={isPending}
            onClick={() => {
              setIsOpen(false);
              onConfirm();
            }}
          >
            Delete
          </Button>
        </div>
      </Dialog>
    </>
  );
}
