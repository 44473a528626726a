'use client';
import type { LlmProvider, LlmProviderTypeInfo } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Dialog } from '@/design/dialog.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors, type FormErrors } from '@/design/form-errors.ts';
import { Field, Select, TextField } from '@/design/field.tsx';
import { CompatFields, toCompat, type Compat } from './compat-fields.tsx';
import { useChange } from './use-change.ts';

type ProviderType = LlmProvider['provider_type'];

interface Draft {
  name: string;
  type: ProviderType;
  baseUrl: string;
  apiKey: string;
  compat: Compat;
}

export interface ProviderDialogProps {
  /** Null for a new one. */
  provider: LlmProvider | null;
  onClose: () => void;
  onCreated: (provider: LlmProvider) => void;
}

export function ProviderDialog({ provider, onClose, onCreated }: ProviderDialogProps) {
  const [draft, setDraft] = useState<Draft>({
    name: provider?.name ?? '',
    type: provider?.provider_type ?? 'openai',
    baseUrl: provider?.base_url ?? '',
    apiKey: '',
    compat: provider?.compat ?? {},
  });
  const types = useProviderTypes();
  const chosen = types.find(({ type }) => type === draft.type);
  const set = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const save = useChange({
    stale: 'providers',
    isSaidInForm: true,
    change: (given: Draft) => saveProvider(provider, given),
    onDone: (saved) => {
      onClose();
      if (provider === null) onCreated(saved);
    },
  });
  const errors = readFormErrors(save.error, ['name', 'base_url', 'api_key']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ ...draft, name: draft.name.trim() || (chosen?.name ?? draft.type) });
  };
  return (
    <Dialog title={provider === null ? 'Add a provider' : `Edit ${provider.name}`} isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        <KindField types={types} value={draft.type} onChange={(type) => set({ type })} />
        <TextField
          label="Name"
          placeholder={chosen?.name}
          value={draft.name}
          error={errors.at('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
        <AccessFields provider={provider} info={chosen} draft={draft} errors={errors} set={set} />
        <CompatFields value={draft.compat} onChange={(compat) => set({ compat })} />
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <DialogActions
          submitLabel={provider === null ? 'Add and check' : 'Save'}
          isDisabled={save.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

interface AccessFieldsProps {
  provider: LlmProvider | null;
  info: LlmProviderTypeInfo | undefined;
  draft: Draft;
  errors: FormErrors;
  set: (part: Partial<Draft>) => void;
}

function AccessFields({ provider, info, draft, errors, set }: AccessFieldsProps) {
  return (
    <>
      <TextField
        label="Address"
        hint={
          provider === null
            ? 'Leave it empty for the vendor’s own.'
            : 'Leave it empty for the vendor’s own. A new address without a new key deletes the stored key.'
        }
        type="url"
        required={info?.needs_base_url}
        placeholder={info?.default_base_url ?? 'https://…'}
        value={draft.baseUrl}
        error={errors.at('base_url')}
        onChange={(event) => set({ baseUrl: event.target.value })}
      />
      <TextField
        label="API key"
        type="password"
        autoComplete="off"
        hint={provider?.api_key_set === true ? 'One is stored; leave empty to keep it.' : 'Written once, never shown.'}
        value={draft.apiKey}
        error={errors.at('api_key')}
        onChange={(event) => set({ apiKey: event.target.value })}
      />
    </>
  );
}

function useProviderTypes(): readonly LlmProviderTypeInfo[] {
  const types = useQuery({
    queryKey: ['provider-types'],
    queryFn: async ({ signal }) => (await everruns.providers.types({ signal }).page()).data,
    staleTime: Infinity,
  });
  return types.data ?? [];
}

interface KindFieldProps {
  types: readonly LlmProviderTypeInfo[];
  value: ProviderType;
  onChange: (type: ProviderType) => void;
}

function KindField({ types, value, onChange }: KindFieldProps) {
  return (
    <Field label="Kind">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value as ProviderType)}>
          {types.map(({ type, name }) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function saveProvider(provider: LlmProvider | null, draft: Draft): Promise<LlmProvider> {
  const { name, type, baseUrl, apiKey } = draft;
  const compat = toCompat(draft.compat);
  const key = apiKey === '' ? {} : { api_key: apiKey };
  if (provider === null) {
    return everruns.providers.create({
      name,
      provider_type: type,
      ...key,
      ...(baseUrl !== '' && { base_url: baseUrl }),
      compat,
    });
  }
  return everruns.call('patch', '/v1/llm-providers/{provider_id}', {
    path: { provider_id: provider.id },
    body: { name, provider_type: type, base_url: baseUrl === '' ? null : baseUrl, compat, ...key },
  });
}
