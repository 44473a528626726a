'use client';
import type { Webhook, WebhookDelivery } from '@everruns/sdk';
import { everruns } from '@/data/everruns.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatAgo, formatDateTime } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { Skeleton } from '@/design/page.tsx';
import { useChange } from './use-change.ts';

const TONES = { pending: 'outline', delivered: 'live', failed: 'danger' } as const;

/** What was and will be sent to a webhook, with the answers. */
export function WebhookDeliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const deliveries = usePagedList<WebhookDelivery>({
    queryKey: ['webhooks', webhook.id, 'deliveries'],
    fetchPage: (cursor, signal) =>
      everruns.webhooks.deliveries(webhook.id, { limit: 20, ...(cursor && { cursor }) }, { signal }).page(),
  });
  return (
    <Dialog title={`Deliveries to ${webhook.url}`} isOpen onOpenChange={onClose}>
      <div className="max-h-[70vh] space-y-3 overflow-y-auto">
        {deliveries.isError && <ErrorNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
        {deliveries.isPending && !deliveries.isError && <Skeleton />}
        {!deliveries.isPending && deliveries.items.length === 0 && (
          <p className="text-sm text-muted">Nothing was sent in the last seven days.</p>
        )}
        <ul className="divide-y divide-line">
          {deliveries.items.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} isDisabled={webhook.status === 'disabled'} />
          ))}
        </ul>
        {deliveries.hasNextPage && <Button onClick={() => void deliveries.fetchNextPage()}>Show more</Button>}
        <Button size="sm" look="quiet" onClick={() => void deliveries.refetch()}>
          Read again
        </Button>
      </div>
    </Dialog>
  );
}

function DeliveryRow({ delivery, isDisabled }: { delivery: WebhookDelivery; isDisabled: boolean }) {
  const now = useNow(30_000);
  const { id, webhook_id, event, status, attempts, created_at } = delivery;
  const replay = useChange({ stale: 'webhooks', change: () => everruns.webhooks.replay(webhook_id, id) });
  return (
    <li className="py-2">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-2 text-sm">
          <span className="font-mono">{event}</span>
          <Badge tone={TONES[status]}>{status}</Badge>
          <span className="text-xs text-muted">{describeAttempts(delivery)}</span>
          <span className="ml-auto text-xs text-faint">{formatAgo(created_at, now)}</span>
        </summary>
        <div className="space-y-2 pt-2">
          <p className="font-mono text-xs wrap-anywhere text-muted">webhook-id {id}</p>
          <JsonBlock label="Data" value={delivery.data} />
          {delivery.response_body !== undefined && delivery.response_body !== '' && (
            <pre className="max-h-40 overflow-auto rounded-md border border-line p-2 text-xs whitespace-pre-wrap">
              {delivery.response_body}
            </pre>
          )}
          {delivery.error !== undefined && <p className="text-xs text-danger">{delivery.error}</p>}
          {status === 'pending' && delivery.next_attempt_at !== undefined && attempts > 0 && (
            <p className="text-xs text-muted">It is sent again {formatDateTime(delivery.next_attempt_at)}.</p>
          )}
          {status !== 'pending' && (
            <Button size="sm" disabled={replay.isPending || isDisabled} onClick={() => replay.mutate(undefined)}>
              Send it again
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}

function describeAttempts({ attempts, response_status: answer }: WebhookDelivery): string {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return answer === undefined ? tries : `${tries}, last answer ${answer}`;
}
