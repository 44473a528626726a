'use client';
import { Button } from './button.tsx';

export interface UnsavedNoticeProps {
  /** Whether the saved value has changed since the changes were begun. */
  isStale: boolean;
  onDiscard: () => void;
}

/** Tells that there are unsaved changes, which this browser keeps, and lets a person drop them. */
export function UnsavedNotice({ isStale, onDiscard }: UnsavedNoticeProps) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-lg bg-live-soft px-3 py-2 text-xs text-live-fg"
    >
      <p className="min-w-0 flex-1 basis-48">
        {isStale
          ? 'You have unsaved changes, and somebody else has saved another version meanwhile. Saving replaces theirs.'
          : 'You have unsaved changes. This browser keeps them until you save or discard them.'}
      </p>
      <Button size="sm" onClick={onDiscard}>
        Discard changes
      </Button>
    </div>
  );
}
