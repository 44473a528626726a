import type { Webhook, WebhookId } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findWebhook } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';

/** Throws `not_found`. */
export async function getWebhook(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { webhook_id: id }: { webhook_id: WebhookId },
): Promise<Webhook> {
  const stored = await findWebhook(db, ctx, { id });
  if (stored === null) throw notFound('webhook');
  return stored.webhook;
}

/** Changes with every change. */
export function webhookTag({ id, updated_at }: Webhook): string {
  return entityTagOf(id, updated_at);
}
