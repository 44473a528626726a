'use client';
import type { Webhook } from '@everruns/sdk';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';
import { useChange } from './use-change.ts';

type WebhookEvent = Webhook['events'][number];

const EVENTS: Readonly<Record<WebhookEvent, string>> = {
  'turn.completed': 'A turn has its answer',
  'turn.failed': 'A turn has failed',
  'session.requires_action': 'A call waits for a person, a client or a login',
  'approval.requested': 'An approval or a question waits',
  'subagent.failed': 'An agent that another one called has failed',
};

export interface WebhookDialogProps {
  onClose: () => void;
  /** Gets the secret, which is not shown again. */
  onCreated: (secret: string) => void;
}

export function WebhookDialog({ onClose, onCreated }: WebhookDialogProps) {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<ReadonlySet<WebhookEvent>>(new Set(['turn.failed', 'approval.requested']));
  const add = useChange({
    stale: 'webhooks',
    isSaidInForm: true,
    change: () => everruns.webhooks.create({ url, events: [...events] }),
    onDone: ({ secret }) => {
      onClose();
      onCreated(secret);
    },
  });
  const errors = readFormErrors(add.error, ['url']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(undefined);
  };
  const toggle = (event: WebhookEvent): void =>
    setEvents(new Set(events.has(event) ? [...events].filter((one) => one !== event) : [...events, event]));
  return (
    <Dialog title="Add a webhook" isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4" autoComplete="off">
        <TextField
          label="Address"
          type="url"
          placeholder="https://example.com/everruns"
          required
          value={url}
          error={errors.at('url')}
          onChange={(event) => setUrl(event.target.value)}
        />
        <fieldset className="space-y-2">
          <legend className="mb-1.5 text-sm font-medium">It is told when</legend>
          {Object.entries(EVENTS).map(([event, label]) => (
            <label key={event} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                className="size-4"
                checked={events.has(event as WebhookEvent)}
                onChange={() => toggle(event as WebhookEvent)}
              />
              {label}
            </label>
          ))}
        </fieldset>
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <DialogActions submitLabel="Add" isDisabled={add.isPending || events.size === 0} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
