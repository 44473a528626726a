'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Dialog } from '@/design/dialog.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { Field, Select, TextField } from '@/design/field.tsx';
import { useChange } from './use-change.ts';

export function ModelDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState({ providerId: '', modelId: '', name: '' });
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: async ({ signal }) => (await everruns.providers.list({ limit: 100 }, { signal }).page()).data,
  });
  const providerId = draft.providerId || (providers.data?.[0]?.id ?? '');
  const add = useChange({
    stale: 'models',
    isSaidInForm: true,
    change: () =>
      everruns.providers.createModel(providerId, {
        model_id: draft.modelId,
        ...(draft.name !== '' && { display_name: draft.name }),
      }),
    onDone: onClose,
  });
  const errors = readFormErrors(add.error, ['model_id', 'display_name']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <Dialog title="Add a model" isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        <Field label="Provider">
          {(control) => (
            <Select
              {...control}
              value={providerId}
              onChange={(event) => setDraft({ ...draft, providerId: event.target.value })}
            >
              {providers.data?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TextField
          label="Model id"
          hint="As the provider names it"
          required
          value={draft.modelId}
          error={errors.at('model_id')}
          onChange={(event) => setDraft({ ...draft, modelId: event.target.value })}
        />
        <TextField
          label="Display name"
          value={draft.name}
          error={errors.at('display_name')}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <DialogActions submitLabel="Add" isDisabled={add.isPending || providerId === ''} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
