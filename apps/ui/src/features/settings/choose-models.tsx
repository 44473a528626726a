'use client';
import type { LlmProvider } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { modelsQuery } from '@/data/use-models.ts';
import { Button } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import { useTalk } from '@/features/start';
import { ModelTicks, type Ticks } from './model-ticks.tsx';
import { useChange } from './use-change.ts';

export interface ChooseModelsProps {
  provider: LlmProvider;
  onClose: () => void;
}

/** Checks a provider, lets a person choose among the models that it lists, and leads to the first conversation. */
export function ChooseModels({ provider, onClose }: ChooseModelsProps) {
  const check = useQuery({
    queryKey: ['provider-check', provider.id],
    queryFn: ({ signal }) => everruns.providers.check(provider.id, { signal }),
    gcTime: 0,
  });
  return (
    <Dialog title={`Models of ${provider.name}`} isOpen onOpenChange={onClose}>
      {check.isError && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
      {check.isPending && !check.isError && (
        <>
          <p className="text-sm text-muted">Asking the provider for its models …</p>
          <Skeleton rows={2} />
        </>
      )}
      {check.data !== undefined && (
        <div className="space-y-4">
          <Verdict isGood={check.data.status === 'ok'} detail={check.data.detail} />
          <Choice provider={provider} offered={check.data.models} onClose={onClose} />
        </div>
      )}
    </Dialog>
  );
}

function Verdict({ isGood, detail }: { isGood: boolean; detail: string }) {
  const Icon = isGood ? CircleCheck : TriangleAlert;
  return (
    <p role="status" className={`flex items-start gap-2 text-sm ${isGood ? 'text-added' : 'text-danger'}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      {detail}
    </p>
  );
}

function Choice({ provider, offered, onClose }: ChooseModelsProps & { offered: readonly string[] }) {
  const models = useQuery(modelsQuery);
  const [ticks, setTicks] = useState<Ticks>({ names: [], standard: '' });
  const [isAdded, setIsAdded] = useState(false);
  const talk = useTalk();
  const add = useChange({
    stale: 'models',
    change: () => addModels(provider, ticks),
    onDone: () => setIsAdded(true),
  });
  const present = models.data?.filter(({ provider_id }) => provider_id === provider.id) ?? [];
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(undefined);
  };
  if (isAdded) {
    return (
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 text-sm">
          {ticks.names.length === 1 ? 'The model is ready.' : 'The models are ready.'}
        </p>
        <Button onClick={onClose}>Close</Button>
        <Button look="primary" disabled={talk.isPending} onClick={() => talk.mutate()}>
          Talk to it
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <ModelTicks
        offered={offered}
        present={present.map(({ model_id }) => model_id)}
        ticks={ticks}
        onChange={setTicks}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" look="primary" disabled={ticks.names.length === 0 || add.isPending}>
          {ticks.names.length > 1 ? `Add ${ticks.names.length} models` : 'Add the model'}
        </Button>
      </div>
    </form>
  );
}

async function addModels(provider: LlmProvider, { names, standard }: Ticks): Promise<void> {
  for (const model_id of names) {
    await everruns.providers.createModel(provider.id, { model_id, is_default: model_id === standard });
  }
}
