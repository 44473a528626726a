import {
  EverrunsError,
  LIMITS,
  Webhook,
  WebhookId,
  type CreatedWebhook,
  type CreateWebhookRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { EncryptedSecret } from '../../crypto/envelope.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import { countWebhooks, insertWebhook } from '../../repositories/webhooks.ts';
import type { Services } from '../services.ts';
import { makeWebhookSecret, placeOfWebhook } from './webhook-secret.ts';

/** The stored answer of a repeated request, with the secret encrypted. */
const StoredAnswer = z.object({ webhook: Webhook, secret: EncryptedSecret });

/** Creates a webhook, and shows its secret once. Throws `conflict` when the organization has as many as it may have. */
export async function createWebhook(
  deps: Services,
  ctx: RequestContext,
  { request, idempotency }: { request: CreateWebhookRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<CreatedWebhook>> {
  const now = timestampOf(deps.clock);
  const id = WebhookId.parse(deps.ids.uuid());
  const webhook: Webhook = { ...request, id, status: 'active', created_at: now, updated_at: now };
  const secret = deps.envelope.encrypt(makeWebhookSecret(), placeOfWebhook(ctx.org_id, id));
  const answered = await idempotentWrite(deps.db, { ctx, idempotency, status: 201 }, async (tx) => {
    await lockOrganization(tx, ctx);
    if ((await countWebhooks(tx, ctx)) >= LIMITS.webhooksPerOrganization) throw tooMany();
    await insertWebhook(tx, ctx, { webhook, secret });
    return { webhook, secret };
  });
  deps.webhooks.noteActive(ctx.org_id);
  return showSecret(deps, ctx, answered);
}

/** Decrypts the secret of a stored answer. */
export function showSecret(
  { envelope }: Pick<Services, 'envelope'>,
  ctx: RequestContext,
  { answer, isReplayed }: Answered<unknown>,
): Answered<CreatedWebhook> {
  const { webhook, secret } = StoredAnswer.parse(answer);
  const shown = envelope.decrypt(secret, placeOfWebhook(ctx.org_id, webhook.id));
  return { answer: { ...webhook, secret: shown }, isReplayed };
}

function tooMany(): EverrunsError {
  const limit = LIMITS.webhooksPerOrganization;
  return new EverrunsError('conflict', `An organization may have ${limit} webhooks; delete one first.`);
}
