import { mergePatch } from '@everruns/kernel';
import type { UpdateWebhookRequest, Webhook, WebhookId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampAfter } from '../../kernel/timestamp.ts';
import { giveUpDeliveries } from '../../repositories/webhook-deliveries.ts';
import { findWebhook, updateWebhookRow } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';
import { webhookTag } from './get.ts';

export interface UpdateWebhookInput {
  webhook_id: WebhookId;
  patch: UpdateWebhookRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Patches a webhook (RFC 7396). One that is disabled gives up what waits to be delivered. Throws `not_found` and `precondition_failed`.
 */
export async function updateWebhook(deps: Services, ctx: RequestContext, input: UpdateWebhookInput): Promise<Webhook> {
  const updated = await inTransaction(deps.db, async (tx) => {
    const stored = await findWebhook(tx, ctx, { id: input.webhook_id, lock: true });
    if (stored === null) throw notFound('webhook');
    assertIfMatch('webhook', webhookTag(stored.webhook), input.if_match);
    const { status_reason: _reason, ...before } = stored.webhook;
    const patched = mergePatch(before, input.patch);
    const reason = input.patch.status === undefined ? stored.webhook.status_reason : reasonOf(input.patch.status);
    const webhook: Webhook = {
      ...patched,
      ...(reason === undefined ? {} : { status_reason: reason }),
      updated_at: timestampAfter(deps.clock, stored.webhook.updated_at),
    };
    await updateWebhookRow(tx, ctx, { webhook });
    if (webhook.status === 'disabled') await giveUpDeliveries(tx, ctx, webhook.id);
    return webhook;
  });
  if (updated.status === 'active') deps.webhooks.noteActive(ctx.org_id);
  return updated;
}

function reasonOf(status: 'active' | 'disabled'): Webhook['status_reason'] {
  return status === 'disabled' ? 'person' : undefined;
}
