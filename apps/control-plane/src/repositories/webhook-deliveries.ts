import { WebhookDelivery, type WebhookDeliveryId, type WebhookDeliveryStatus, type WebhookId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { WebhookDeliveriesTable } from '../db/webhook-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';

type Organization = Pick<RequestContext, 'org_id'>;
type Row = Selectable<WebhookDeliveriesTable>;

export interface DeliveryPage {
  webhook_id: WebhookId;
  status?: WebhookDeliveryStatus | undefined;
  after: KeysetPosition | null;
  count: number;
}

export async function listWebhookDeliveries(
  db: Database,
  ctx: Organization,
  { webhook_id, status, after, count }: DeliveryPage,
): Promise<ListedRow<WebhookDelivery>[]> {
  const rows = await selectDeliveries(db, ctx)
    .where('webhook_id', '=', webhook_id)
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'pending'))
    .$call(startAfter(after))
    .$call(newestFirst(count))
    .execute();
  return readListed('webhook_deliveries', rows, toDelivery);
}

export async function findWebhookDelivery(
  tx: Tx,
  ctx: Organization,
  wanted: { webhook_id: WebhookId; id: WebhookDeliveryId },
): Promise<WebhookDelivery | null> {
  const row = await selectDeliveries(tx, ctx)
    .where('webhook_id', '=', wanted.webhook_id)
    .where('id', '=', wanted.id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : readOne('delivery of a webhook', row, toDelivery);
}

/** It is sent again from the first attempt on. */
export async function restartDelivery(tx: Tx, ctx: Organization, id: WebhookDeliveryId): Promise<WebhookDelivery> {
  const [row] = await runSql<Row>(
    tx,
    `update webhook_deliveries set status = 'pending', attempts = 0, error = null, next_at = date_trunc('milliseconds', now())
     where org_id = $1 and id = $2 returning *`,
    [ctx.org_id, id],
  );
  if (row === undefined) throw new Error('the delivery is locked, so it is there');
  return readOne('delivery of a webhook', row, toDelivery);
}

/** Ends what waits to be delivered to a webhook that is disabled. */
export async function giveUpDeliveries(tx: Tx, ctx: Organization, webhookId: string): Promise<void> {
  await runSql(
    tx,
    `update webhook_deliveries set status = 'failed', error = 'The webhook was disabled.'
     where org_id = $1 and webhook_id = $2 and status = 'pending'`,
    [ctx.org_id, webhookId],
  );
}

const BATCH = 5_000;

/** Deletes what is older than the log of deliveries reaches, of all organizations. */
export async function deleteOldDeliveries(db: Database): Promise<void> {
  for (;;) {
    const gone = await runSql(
      db,
      `delete from webhook_deliveries where id in
         (select id from webhook_deliveries where created_at < now() - interval '7 days' limit ${BATCH}) returning id`,
      [],
    );
    if (gone.length < BATCH) return;
  }
}

function selectDeliveries(db: Database, ctx: Organization) {
  return db.selectFrom('webhook_deliveries').selectAll().where('org_id', '=', ctx.org_id);
}

function toDelivery(row: Row): WebhookDelivery {
  return WebhookDelivery.parse({
    id: row.id,
    webhook_id: row.webhook_id,
    event: row.event,
    status: row.status,
    data: row.data,
    attempts: row.attempts,
    next_attempt_at: row.status === 'pending' ? row.next_at.toISOString() : undefined,
    last_attempt_at: row.last_attempt_at?.toISOString(),
    response_status: row.response_status ?? undefined,
    response_body: row.response_body ?? undefined,
    error: row.error ?? undefined,
    created_at: row.created_at.toISOString(),
  });
}
