'use client';
import { omitUndefined } from '@everruns/kernel';
import { useState, type FormEvent } from 'react';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';

export interface ViewDialogProps {
  title: string;
  hint?: string;
  name?: string;
  isShared?: boolean;
  isPending: boolean;
  error: unknown;
  onSubmit: (view: { name: string; is_shared: boolean }) => void;
  onClose: () => void;
}

/** Asks for the name of a view, and who sees it. */
export function ViewDialog({ title, hint, isPending, error, onSubmit, onClose, ...before }: ViewDialogProps) {
  const [name, setName] = useState(before.name ?? '');
  const [isShared, setIsShared] = useState(before.isShared ?? false);
  const errors = readFormErrors(error, ['name']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit({ name: name.trim(), is_shared: isShared });
  };
  return (
    <Dialog title={title} isOpen onOpenChange={onClose}>
      <form onSubmit={submit} className="space-y-4" autoComplete="off">
        <TextField
          label="Name"
          {...omitUndefined({ hint })}
          autoFocus
          required
          maxLength={80}
          value={name}
          error={errors.at('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4"
            checked={isShared}
            onChange={(event) => setIsShared(event.target.checked)}
          />
          All members see it
        </label>
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <DialogActions submitLabel="Save" isDisabled={isPending || name.trim() === ''} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
