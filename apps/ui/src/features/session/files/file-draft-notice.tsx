'use client';
import type { Draft } from '@/data/use-draft.ts';
import { Button } from '@/design/button.tsx';

/** Tells what happens to unsaved changes of a file. */
export function FileDraftNotice({ draft }: { draft: Draft<string> }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-live-soft px-4 py-2 text-xs text-live-fg"
    >
      <p className="min-w-0 flex-1 basis-48">
        {draft.isStale
          ? 'This file was written while you edited it. Below, your text is marked against it: keep or undo each change, then save.'
          : 'Unsaved changes. This browser keeps them until you save or discard them.'}
      </p>
      <Button size="sm" onClick={draft.discard}>
        {draft.isStale ? 'Take theirs' : 'Discard changes'}
      </Button>
    </div>
  );
}
