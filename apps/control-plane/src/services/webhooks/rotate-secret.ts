import type { CreatedWebhook, Webhook, WebhookId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampAfter, timestampIn } from '../../kernel/timestamp.ts';
import { findWebhook, updateWebhookRow } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';
import { showSecret } from './create.ts';
import { makeWebhookSecret, placeOfWebhook } from './webhook-secret.ts';

const OVERLAP_MS = 24 * 60 * 60 * 1_000;

/** Makes a new secret. For 24 hours each delivery is signed with both. Throws `not_found`. */
export async function rotateWebhookSecret(
  deps: Services,
  ctx: RequestContext,
  { webhook_id: id, idempotency }: { webhook_id: WebhookId; idempotency: IdempotencyRequest | null },
): Promise<Answered<CreatedWebhook>> {
  const current = deps.envelope.encrypt(makeWebhookSecret(), placeOfWebhook(ctx.org_id, id));
  const answered = await idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async (tx) => {
    const stored = await findWebhook(tx, ctx, { id, lock: true });
    if (stored === null) throw notFound('webhook');
    const webhook: Webhook = {
      ...stored.webhook,
      previous_secret_expires_at: timestampIn(deps.clock, OVERLAP_MS),
      updated_at: timestampAfter(deps.clock, stored.webhook.updated_at),
    };
    await updateWebhookRow(tx, ctx, { webhook, secrets: { current, previous: stored.secret } });
    return { webhook, secret: current };
  });
  return showSecret(deps, ctx, answered);
}
