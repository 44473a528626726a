import type { WebhookId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { giveUpDeliveries } from '../../repositories/webhook-deliveries.ts';
import { deleteWebhookRow, findWebhook } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';
import { webhookTag } from './get.ts';

export interface DeleteWebhookInput {
  webhook_id: WebhookId;
  /** The `If-Match` header. */
  if_match: string | null;
}

/** Deletes a webhook. What waits is not sent; the rows of its log go when they are old. Throws `not_found` and `precondition_failed`. */
export async function deleteWebhook(deps: Services, ctx: RequestContext, input: DeleteWebhookInput): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const stored = await findWebhook(tx, ctx, { id: input.webhook_id, lock: true });
    if (stored === null) throw notFound('webhook');
    assertIfMatch('webhook', webhookTag(stored.webhook), input.if_match);
    await giveUpDeliveries(tx, ctx, input.webhook_id);
    await deleteWebhookRow(tx, ctx, input.webhook_id);
  });
}
