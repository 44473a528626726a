'use client';
import type { Webhook } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ApiCall } from '@/features/shell';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { ShownOnce } from './shown-once.tsx';
import { useChange } from './use-change.ts';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

const EXAMPLE = { url: 'https://example.com/everruns', events: ['turn.failed'] };
const REASONS = {
  backlog: 'Too much waits to be delivered, so new events are not recorded. Mend the server, then go on.',
  gone: 'The server answered 410 Gone.',
  person: 'Somebody has disabled it.',
};

/** Addresses that are told of events. */
export function Webhooks() {
  const [isAdding, setIsAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [shown, setShown] = useState<Webhook | null>(null);
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: async ({ signal }) => (await everruns.webhooks.list({ limit: 100 }, { signal }).page()).data,
  });
  return (
    <>
      {secret !== null && <ShownOnce value={secret} label="Copy the secret" />}
      <SettingsList
        title="Webhooks"
        hint="Addresses that are told when a turn ends or somebody is needed, by the rules of Standard Webhooks."
        icon={WebhookIcon}
        empty="No webhook yet"
        query={webhooks}
        actions={
          <>
            <ApiCall
              method="POST"
              path="/v1/webhooks"
              body={EXAMPLE}
              sdk={`await everruns.webhooks.create(${JSON.stringify(EXAMPLE)});`}
            />
            <Button size="sm" look="primary" onClick={() => setIsAdding(true)}>
              <Plus aria-hidden />
              Add a webhook
            </Button>
          </>
        }
      >
        {(webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} onSecret={setSecret} onDeliveries={() => setShown(webhook)} />
        )}
      </SettingsList>
      {isAdding && <WebhookDialog onClose={() => setIsAdding(false)} onCreated={setSecret} />}
      {shown !== null && <WebhookDeliveries webhook={shown} onClose={() => setShown(null)} />}
    </>
  );
}

interface WebhookRowProps {
  webhook: Webhook;
  onSecret: (secret: string) => void;
  onDeliveries: () => void;
}

function WebhookRow({ webhook, onSecret, onDeliveries }: WebhookRowProps) {
  const { id, url, status, status_reason: reason, events, description } = webhook;
  const update = useChange({
    stale: 'webhooks',
    change: (next: 'active' | 'disabled') => everruns.webhooks.update(id, { status: next }),
  });
  const rotate = useChange({
    stale: 'webhooks',
    change: () => everruns.webhooks.rotateSecret(id),
    onDone: ({ secret }) => onSecret(secret),
  });
  const remove = useChange({ stale: 'webhooks', change: () => everruns.webhooks.delete(id) });
  const isActive = status === 'active';
  return (
    <SettingsRow
      title={
        <>
          <code className="font-mono text-sm wrap-anywhere">{url}</code>
          {!isActive && <Badge tone={status === 'paused' ? 'danger' : 'neutral'}>{status}</Badge>}
          {events.map((event) => (
            <Badge key={event} tone="outline">
              {event}
            </Badge>
          ))}
        </>
      }
      facts={reason === undefined ? (description ?? 'is told at once') : REASONS[reason]}
      actions={
        <>
          <Button size="sm" aria-label={`Deliveries to ${url}`} onClick={onDeliveries}>
            Deliveries
          </Button>
          <Button size="sm" look="quiet" disabled={rotate.isPending} onClick={() => rotate.mutate(undefined)}>
            New secret
          </Button>
          <Button
            size="sm"
            look="quiet"
            disabled={update.isPending}
            onClick={() => update.mutate(isActive ? 'disabled' : 'active')}
          >
            {isActive ? 'Disable' : status === 'paused' ? 'Go on' : 'Enable'}
          </Button>
          <ConfirmDelete
            name={url}
            consequence="What waits to be delivered is not sent."
            isPending={remove.isPending}
            onConfirm={() => remove.mutate(undefined)}
          />
        </>
      }
    />
  );
}
