import { Webhook, type WebhookId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import type { Database, Tx } from '../db/database.ts';
import type { WebhooksTable } from '../db/webhook-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** The secrets of a webhook, encrypted: the current one, and the one before the last rotation. */
export interface WebhookSecrets {
  current: EncryptedSecret;
  previous: unknown;
}

export interface StoredWebhook {
  webhook: Webhook;
  /** Encrypted. */
  secret: unknown;
}

/** With `lock`, the row stays locked until the transaction ends. */
export async function findWebhook(
  db: Database,
  ctx: Organization,
  { id, lock = false }: { id: WebhookId; lock?: boolean },
): Promise<StoredWebhook | null> {
  const row = await selectWebhooks(db, ctx)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : { webhook: readOne('webhook', row, toWebhook), secret: row.secret_encrypted };
}

export async function listWebhooks(
  db: Database,
  ctx: Organization,
  page: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<Webhook>[]> {
  const rows = await selectWebhooks(db, ctx).$call(startAfter(page.after)).$call(newestFirst(page.count)).execute();
  return readListed('webhooks', rows, toWebhook);
}

export async function countWebhooks(tx: Tx, { org_id }: Organization): Promise<number> {
  const { count } = await tx
    .selectFrom('webhooks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .executeTakeFirstOrThrow();
  return count;
}

/** Writes a new webhook. Idempotent: a repetition writes nothing. */
export async function insertWebhook(
  tx: Tx,
  ctx: Organization,
  { webhook, secret }: { webhook: Webhook; secret: EncryptedSecret },
): Promise<void> {
  await tx
    .insertInto('webhooks')
    .values({ ...toRow(ctx, webhook), secret_encrypted: JSON.stringify(secret) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Writes the fields of a webhook, and its secrets if there are new ones. */
export async function updateWebhookRow(
  tx: Tx,
  ctx: Organization,
  { webhook, secrets }: { webhook: Webhook; secrets?: WebhookSecrets },
): Promise<void> {
  const sealed =
    secrets === undefined
      ? {}
      : {
          secret_encrypted: JSON.stringify(secrets.current),
          previous_secret_encrypted: JSON.stringify(secrets.previous),
        };
  await tx
    .updateTable('webhooks')
    .set({ ...toRow(ctx, webhook), ...sealed })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', webhook.id)
    .execute();
}

export async function deleteWebhookRow(tx: Tx, ctx: Organization, id: WebhookId): Promise<void> {
  await tx.deleteFrom('webhooks').where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

function selectWebhooks(db: Database, ctx: Organization) {
  return db.selectFrom('webhooks').selectAll().where('org_id', '=', ctx.org_id);
}

function toRow(ctx: Organization, webhook: Webhook) {
  return {
    org_id: ctx.org_id,
    id: webhook.id,
    url: webhook.url,
    description: webhook.description ?? null,
    events: webhook.events,
    status: webhook.status,
    status_reason: webhook.status_reason ?? null,
    previous_secret_expires_at: webhook.previous_secret_expires_at ?? null,
    created_at: webhook.created_at,
    updated_at: webhook.updated_at,
  };
}

function toWebhook(row: Selectable<WebhooksTable>): Webhook {
  return Webhook.parse({
    id: row.id,
    url: row.url,
    description: row.description ?? undefined,
    events: row.events,
    status: row.status,
    status_reason: row.status_reason ?? undefined,
    previous_secret_expires_at: row.previous_secret_expires_at?.toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
