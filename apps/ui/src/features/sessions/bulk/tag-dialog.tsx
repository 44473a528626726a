'use client';
import { useState, type FormEvent } from 'react';
import { Button } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { TextField } from '@/design/field.tsx';
import { readTags } from './read-tags.ts';

export interface TagDialogProps {
  /** Which sessions, in words. */
  of: string;
  onChoose: (what: { action: 'tag' | 'untag'; tags: string[] }) => void;
  onClose: () => void;
}

/** Adds tags to many sessions, or removes them. */
export function TagDialog({ of, onChoose, onClose }: TagDialogProps) {
  const [text, setText] = useState('');
  const tags = readTags(text);
  const choose = (action: 'tag' | 'untag') => {
    if (tags.length === 0) return;
    onClose();
    onChoose({ action, tags });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    choose('tag');
  };
  return (
    <Dialog title="Tags" description={of} isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4" autoComplete="off">
        <TextField
          label="Tags"
          hint="Commas separate them."
          autoFocus
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={tags.length === 0} onClick={() => choose('untag')}>
            Remove
          </Button>
          <Button type="submit" look="primary" disabled={tags.length === 0}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
