'use client';
import type { SessionSelection, View } from '@everruns/sdk';
import { clsx } from 'clsx';
import { Bookmark, BookmarkPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { isSameSelection } from '../filter/session-filter.ts';
import { SaveView } from './save-view.tsx';
import { useViews } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';

export interface ViewBarProps {
  /** What the list shows now. */
  selection: SessionSelection;
  onOpen: (filter: SessionSelection) => void;
}

/** The filters that people have saved under a name, one click away. */
export function ViewBar({ selection, onOpen }: ViewBarProps) {
  const { data: views = [] } = useViews();
  const mayWrite = useMay('write');
  const [isSaving, setIsSaving] = useState(false);
  /** The view that was opened last, which a change of the filter may be written to. */
  const [openedId, setOpenedId] = useState<string | null>(null);
  const shown = views.find(({ filter }) => isSameSelection(filter, selection));
  const opened = shown ?? views.find(({ id }) => id === openedId);
  const isNew = shown === undefined && Object.keys(selection).length > 0;
  if (views.length === 0 && !(mayWrite && isNew)) return null;
  const open = ({ id, filter }: View): void => {
    setOpenedId(id);
    onOpen(filter);
  };
  return (
    <div role="group" aria-label="Views" className="flex flex-wrap items-center gap-1.5">
      {views.map((view) => (
        <ViewButton key={view.id} view={view} isShown={view === shown} onOpen={open} />
      ))}
      {mayWrite && opened !== undefined && <ViewMenu key={opened.id} view={opened} selection={selection} />}
      {mayWrite && isNew && (
        <Button size="sm" look="quiet" onClick={() => setIsSaving(true)}>
          <BookmarkPlus aria-hidden />
          Save as a view
        </Button>
      )}
      {isSaving && <SaveView selection={selection} onClose={() => setIsSaving(false)} />}
    </div>
  );
}

function ViewButton({ view, isShown, onOpen }: { view: View; isShown: boolean; onOpen: (view: View) => void }) {
  const Icon = view.is_shared ? Users : Bookmark;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      title={view.is_shared ? 'All members see this view' : 'Only you see this view'}
      onClick={() => onOpen(view)}
      className={clsx(
        'inline-flex h-7 max-w-52 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium',
        isShown ? 'border-line-strong bg-hover text-fg' : 'border-line text-muted hover:bg-hover hover:text-fg',
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{view.name}</span>
    </button>
  );
}
