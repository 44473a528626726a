'use client';
import type { CreateLlmProviderRequest, LlmProvider } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Pencil, Plug, Plus, Stethoscope } from 'lucide-react';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { useModels } from '@/data/use-models.ts';
import { Badge } from '@/design/badge.tsx';
import { Button, IconButton } from '@/design/button.tsx';
import { ApiCall } from '@/features/shell';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { NO_DEFAULT } from './no-default.ts';
import { ChooseModels } from './choose-models.tsx';
import { ProviderDialog } from './provider-dialog.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

const EXAMPLE: CreateLlmProviderRequest = {
  name: 'Local',
  provider_type: 'openai_compatible',
  base_url: 'http://127.0.0.1:11434/v1',
};

export function Providers() {
  const [edited, setEdited] = useState<LlmProvider | 'new' | null>(null);
  const [checked, setChecked] = useState<LlmProvider | null>(null);
  const isAdmin = useMay('admin');
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: async ({ signal }) => (await everruns.providers.list({ limit: 100 }, { signal }).page()).data,
  });
  return (
    <>
      <SettingsList
        title="Providers"
        hint="Who runs the models. Keys are encrypted, and never shown again."
        icon={Plug}
        empty="No provider yet"
        query={providers}
        actions={
          <>
            <ApiCall
              method="POST"
              path="/v1/llm-providers"
              body={EXAMPLE}
              sdk={`await everruns.providers.create(${JSON.stringify(EXAMPLE, null, 2)});`}
            />
            {isAdmin && (
              <Button size="sm" look="primary" onClick={() => setEdited('new')}>
                <Plus aria-hidden />
                Add a provider
              </Button>
            )}
          </>
        }
      >
        {(provider) => (
          <ProviderRow
            key={provider.id}
            provider={provider}
            isAdmin={isAdmin}
            onEdit={() => setEdited(provider)}
            onCheck={() => setChecked(provider)}
          />
        )}
      </SettingsList>
      {edited !== null && (
        <ProviderDialog
          provider={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onCreated={setChecked}
        />
      )}
      {checked !== null && <ChooseModels provider={checked} onClose={() => setChecked(null)} />}
    </>
  );
}

interface ProviderRowProps {
  provider: LlmProvider;
  isAdmin: boolean;
  onEdit: () => void;
  onCheck: () => void;
}

function ProviderRow({ provider, isAdmin, onEdit, onCheck }: ProviderRowProps) {
  const { id, name, provider_type, base_url, api_key_set, status } = provider;
  const models = useModels();
  const hasDefault = models.some(({ provider_id, is_default }) => provider_id === id && is_default);
  const remove = useChange({
    stale: ['providers', 'models'],
    change: () => everruns.call('delete', '/v1/llm-providers/{provider_id}', { path: { provider_id: id } }),
  });
  return (
    <SettingsRow
      title={
        <>
          {name}
          <Badge tone="outline">{provider_type}</Badge>
          {status === 'disabled' && <Badge>disabled</Badge>}
          {api_key_set && (
            <Badge tone="live">
              <KeyRound aria-hidden />
              key stored
            </Badge>
          )}
        </>
      }
      facts={base_url ?? 'the vendor’s own address'}
      actions={
        isAdmin && (
          <>
            <Button size="sm" aria-label={`Check and models of ${name}`} onClick={onCheck}>
              <Stethoscope aria-hidden />
              Check and models
            </Button>
            <IconButton label={`Edit ${name}`} size="sm" onClick={onEdit}>
              <Pencil />
            </IconButton>
            <ConfirmDelete
              name={name}
              consequence={`Its models go with it, and its key is forgotten.${hasDefault ? ` One of them is the default. ${NO_DEFAULT}` : ''}`}
              isPending={remove.isPending}
              onConfirm={() => remove.mutate(undefined)}
            />
          </>
        )
      }
    />
  );
}
