import {
  EverrunsError,
  WebhookDeliveryStatus,
  type Page,
  type WebhookDelivery,
  type WebhookDeliveryId,
  type WebhookId,
} from '@everruns/schemas';
import type { z } from 'zod';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { ListQuery, listPage } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import {
  findWebhookDelivery,
  listWebhookDeliveries as listRows,
  restartDelivery,
} from '../../repositories/webhook-deliveries.ts';
import { findWebhook } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';
import { getWebhook } from './get.ts';

export const ListDeliveriesQuery = ListQuery.extend({ status: WebhookDeliveryStatus.optional() });

/** Lists the deliveries of a webhook in the last seven days, newest first. Throws `not_found` and `invalid_cursor`. */
export async function listWebhookDeliveries(
  deps: Services,
  ctx: RequestContext,
  { webhook_id, status, ...page }: z.output<typeof ListDeliveriesQuery> & { webhook_id: WebhookId },
): Promise<Page<WebhookDelivery>> {
  await getWebhook(deps, ctx, { webhook_id });
  const binding = { org_id: ctx.org_id, filter: { list: 'webhook-deliveries', webhook_id, status } };
  return listPage(deps, { ...page, binding }, (after, count) =>
    listRows(deps.db, ctx, { webhook_id, status, after, count }),
  );
}

export interface ReplayInput {
  webhook_id: WebhookId;
  delivery_id: WebhookDeliveryId;
  idempotency: IdempotencyRequest | null;
}

/**
 * Sends a delivery again, under the same `webhook-id`, from the first attempt on. Throws `not_found`, and `conflict` while it is pending and
 * while the webhook is disabled.
 */
export async function replayWebhookDelivery(
  deps: Services,
  ctx: RequestContext,
  { webhook_id, delivery_id: id, idempotency }: ReplayInput,
): Promise<Answered<WebhookDelivery>> {
  const answered = await idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async (tx) => {
    const stored = await findWebhook(tx, ctx, { id: webhook_id });
    if (stored === null) throw notFound('webhook');
    const delivery = await findWebhookDelivery(tx, ctx, { webhook_id, id });
    if (delivery === null) throw notFound('delivery');
    if (stored.webhook.status === 'disabled')
      throw new EverrunsError('conflict', 'The webhook is disabled. Make it active, then replay.');
    if (delivery.status === 'pending')
      throw new EverrunsError('conflict', 'The delivery is pending: it is sent in any case.');
    return restartDelivery(tx, ctx, id);
  });
  deps.webhooks.wake();
  return answered;
}
