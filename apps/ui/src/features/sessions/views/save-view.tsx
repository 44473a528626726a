'use client';
import type { SessionSelection } from '@everruns/sdk';
import { everruns } from '@/data/everruns.ts';
import { useChangeViews } from './use-views.ts';
import { ViewDialog } from './view-dialog.tsx';

export interface SaveViewProps {
  selection: SessionSelection;
  onClose: () => void;
}

/** Saves what the list shows under a name. */
export function SaveView({ selection, onClose }: SaveViewProps) {
  const save = useChangeViews(
    (view: { name: string; is_shared: boolean }) => everruns.views.create({ ...view, filter: selection }),
    true,
  );
  const hasTime = selection.created_after !== undefined || selection.created_before !== undefined;
  return (
    <ViewDialog
      title="Save as a view"
      {...(hasTime && { hint: 'The dates of the filter are saved as they are now, and do not move on.' })}
      isPending={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={(view) => save.mutate(view, { onSuccess: onClose })}
    />
  );
}
