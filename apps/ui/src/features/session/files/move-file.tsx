'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderInput } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Button, IconButton } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';

export interface MoveFileProps {
  sessionId: string;
  path: string;
  onMoved: (path: string) => void;
}

/** Gives a file another name or another folder. */
export function MoveFile({ sessionId, path, onMoved }: MoveFileProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState(path);
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: () => everruns.files.move(sessionId, { from: path, to: draft }),
    onSuccess: async (moved) => {
      setIsOpen(false);
      await client.invalidateQueries({ queryKey: ['sessions', sessionId, 'files'] });
      onMoved(moved.path);
    },
  });
  const errors = readFormErrors(move.error, ['to']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    move.mutate();
  };
  return (
    <>
      <IconButton label="Move or rename" size="sm" onClick={() => setIsOpen(true)}>
        <FolderInput />
      </IconButton>
      <Dialog title="Move or rename" isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={onSubmit} className="space-y-4">
          <TextField
            label="New path"
            autoFocus
            required
            value={draft}
            error={errors.at('to')}
            onChange={(event) => setDraft(event.target.value)}
          />
          {errors.rest !== null && <ErrorNotice error={errors.rest} />}
          <div className="flex justify-end">
            <Button type="submit" look="primary" disabled={draft === path || move.isPending}>
              Move
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
