'use client';
import type { LlmModel } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Cpu, Plus, Star } from 'lucide-react';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { modelsQuery } from '@/data/use-models.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { formatCount } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ModelCheckButton } from './model-check-button.tsx';
import { ModelDialog } from './model-dialog.tsx';
import { NO_DEFAULT } from './no-default.ts';
import { ModelLimitsDialog } from './model-limits-dialog.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

export function Models() {
  const [isAdding, setIsAdding] = useState(false);
  const isAdmin = useMay('admin');
  const models = useQuery(modelsQuery);
  return (
    <>
      <SettingsList
        title="Models"
        hint="A message’s choice goes before the session’s, the agent’s, and then the default."
        icon={Cpu}
        empty="No model yet. Add a provider, and choose among its models."
        query={models}
        actions={
          <>
            <ApiCall
              path="/v1/llm-models"
              sdk="for await (const model of everruns.models.list()) console.log(model.model_id);"
            />
            {isAdmin && (
              <Button size="sm" look="primary" onClick={() => setIsAdding(true)}>
                <Plus aria-hidden />
                Add a model
              </Button>
            )}
          </>
        }
      >
        {(model) => <ModelRow key={model.id} model={model} isAdmin={isAdmin} />}
      </SettingsList>
      {isAdding && <ModelDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function ModelRow({ model, isAdmin }: { model: LlmModel; isAdmin: boolean }) {
  const at = { path: { model_id: model.id } };
  const update = useChange({
    stale: 'models',
    change: (body: { is_default?: boolean; status?: LlmModel['status'] }) =>
      everruns.call('patch', '/v1/llm-models/{model_id}', { ...at, body }),
  });
  const remove = useChange({ stale: 'models', change: () => everruns.call('delete', '/v1/llm-models/{model_id}', at) });
  const isActive = model.status === 'active';
  const [isLimiting, setIsLimiting] = useState(false);
  return (
    <SettingsRow
      title={
        <>
          {model.display_name}
          {model.is_default && (
            <Badge tone="live">
              <Star aria-hidden />
              default
            </Badge>
          )}
          {!isActive && <Badge>disabled</Badge>}
        </>
      }
      facts={listFacts(model).join(' · ')}
      actions={
        isAdmin && (
          <>
            {!model.is_default && isActive && (
              <Button size="sm" disabled={update.isPending} onClick={() => update.mutate({ is_default: true })}>
                Make default
              </Button>
            )}
            <ModelCheckButton model={model} />
            <Button size="sm" look="quiet" onClick={() => setIsLimiting(true)}>
              Limits
            </Button>
            {isLimiting && <ModelLimitsDialog model={model} onClose={() => setIsLimiting(false)} />}
            <Button
              size="sm"
              look="quiet"
              disabled={update.isPending || (model.is_default && isActive)}
              {...(model.is_default && isActive && { title: 'Make another model the default first.' })}
              onClick={() => update.mutate({ status: isActive ? 'disabled' : 'active' })}
            >
              {isActive ? 'Disable' : 'Enable'}
            </Button>
            <ConfirmDelete
              name={model.display_name}
              consequence={describeDeletion(model)}
              isPending={remove.isPending}
              onConfirm={() => remove.mutate(undefined)}
            />
          </>
        )
      }
    />
  );
}

function describeDeletion({ is_default }: LlmModel): string {
  return is_default ? `It is the default. ${NO_DEFAULT}` : 'Agents and sessions that name it use the default.';
}

function listFacts({ provider_name, model_id, profile }: LlmModel): string[] {
  const { context_window_tokens, prices_per_million } = profile ?? {};
  return [
    provider_name,
    model_id,
    ...(context_window_tokens === undefined ? [] : [`${formatCount(context_window_tokens)} tokens of context`]),
    ...(prices_per_million?.input === undefined
      ? []
      : [`$${prices_per_million.input} in, $${prices_per_million.output ?? '?'} out a million`]),
  ];
}
