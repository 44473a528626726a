'use client';
import type { SessionSelection, UpdateViewRequest, View } from '@everruns/sdk';
import { Ellipsis, Pencil, Save, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { IconButton } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { Menu } from '@/design/menu.tsx';
import { isSameSelection } from '../filter/session-filter.ts';
import { useChangeViews } from './use-views.ts';
import { ViewDialog } from './view-dialog.tsx';

export interface ViewMenuProps {
  /** The view that is open. */
  view: View;
  selection: SessionSelection;
}

/** What can be done with a view: another name, other readers, the filter that is chosen now, and its deletion. */
export function ViewMenu({ view: { id, name, is_shared, filter }, selection }: ViewMenuProps) {
  const [asks, setAsks] = useState<'name' | 'deletion' | null>(null);
  const update = useChangeViews((change: UpdateViewRequest) => everruns.views.update(id, change));
  const rename = useChangeViews((change: UpdateViewRequest) => everruns.views.update(id, change), true);
  const remove = useChangeViews(() => everruns.views.delete(id));
  const close = (): void => setAsks(null);
  const isChanged = !isSameSelection(filter, selection) && Object.keys(selection).length > 0;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More about the view ${name}`} size="sm">
            <Ellipsis />
          </IconButton>
        }
        items={[
          ...(isChanged
            ? [
                {
                  label: `Save the filter to ${name}`,
                  icon: <Save aria-hidden />,
                  onSelect: () => update.mutate({ filter: selection }),
                },
              ]
            : []),
          { label: 'Rename', icon: <Pencil aria-hidden />, onSelect: () => setAsks('name') },
          {
            label: is_shared ? 'Keep it to yourself' : 'Share with all members',
            icon: <Users aria-hidden />,
            onSelect: () => update.mutate({ is_shared: !is_shared }),
          },
          { label: 'Delete', icon: <Trash2 aria-hidden />, onSelect: () => setAsks('deletion'), isDangerous: true },
        ]}
      />
      {asks === 'name' && (
        <ViewDialog
          title="Rename the view"
          name={name}
          isShared={is_shared}
          isPending={rename.isPending}
          error={rename.error}
          onClose={close}
          onSubmit={(change) => rename.mutate(change, { onSuccess: close })}
        />
      )}
      <DeleteDialog
        name={`the view ${name}`}
        consequence={is_shared ? 'It is gone for all members. The sessions stay.' : 'The sessions stay.'}
        isOpen={asks === 'deletion'}
        onOpenChange={close}
        onConfirm={() => remove.mutate(undefined)}
      />
    </>
  );
}
