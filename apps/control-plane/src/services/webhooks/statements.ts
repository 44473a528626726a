import { LIMITS, type OrganizationId, type WebhookId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';

/** A delivery that this process sends now. */
export interface TakenDelivery {
  org_id: OrganizationId;
  id: string;
  webhook_id: WebhookId;
  event: string;
  data: unknown;
  attempts: number;
  created_at: Date;
  url: string;
  secret: unknown;
  /** Null unless it still signs. */
  previous: unknown;
}

export interface DueWebhook {
  webhook_id: WebhookId;
  org_id: OrganizationId;
  is_due: boolean;
}

/** How many webhooks one look reads. */
export const LOOK_LIMIT = 100;
/** Whoever takes a delivery and dies leaves it to others after this time, which is longer than an attempt. */
const LEASE = `interval '60 seconds'`;
const NOW = `date_trunc('milliseconds', now())`;

const TOLD = `select distinct org_id from webhooks where status <> 'disabled'`;

/** All organizations that have a webhook. */
export async function listTold(db: Database): Promise<Set<OrganizationId>> {
  return new Set((await runSql<{ org_id: OrganizationId }>(db, TOLD, [])).map(({ org_id }) => org_id));
}

/** One index probe for each webhook with something pending, however much that is. */
const DUE = `with recursive l as (
    (select webhook_id from webhook_deliveries where status = 'pending' and webhook_id > $1 order by webhook_id limit 1)
    union all
    select (select d.webhook_id from webhook_deliveries d where d.status = 'pending' and d.webhook_id > l.webhook_id
      order by d.webhook_id limit 1) from l where l.webhook_id is not null)
  select w.id as webhook_id, w.org_id, exists (select from webhook_deliveries d
      where d.webhook_id = w.id and d.status = 'pending' and d.next_at <= now()) as is_due
    from (select webhook_id from l where webhook_id is not null limit ${LOOK_LIMIT}) l
    join webhooks w on w.id = l.webhook_id and w.status <> 'disabled' order by w.id`;

/** Webhooks after this one that have something pending, in the order of their ids. */
export function listPending(db: Database, after: string): Promise<DueWebhook[]> {
  return runSql<DueWebhook>(db, DUE, [after]);
}

const TAKE = `with t as (select d.id from unnest($1::uuid[]) as c (id) cross join lateral (
      select d.id from webhook_deliveries d where d.webhook_id = c.id and d.status = 'pending' and d.next_at <= now()
      order by d.next_at limit $2 for update skip locked) d)
  update webhook_deliveries d set attempts = d.attempts + 1, next_at = ${NOW} + ${LEASE}, last_attempt_at = ${NOW}
    from t, webhooks w where d.id = t.id and w.id = d.webhook_id and w.org_id = d.org_id and w.status <> 'disabled'
  returning d.org_id, d.id, d.webhook_id, d.event, d.data, d.attempts, d.created_at, w.url, w.secret_encrypted as secret,
    case when w.previous_secret_expires_at > now() then w.previous_secret_encrypted end as previous`;

/** Takes what is due of these webhooks, at most so many of each. No other process takes the same. */
export function takeDue(db: Database, webhookIds: readonly WebhookId[], most: number): Promise<TakenDelivery[]> {
  return runSql<TakenDelivery>(db, TAKE, [webhookIds, most]);
}

export interface AttemptResult {
  status: 'delivered' | 'pending' | 'failed';
  /** Of the answer; null without one. */
  responseStatus: number | null;
  responseBody: string | null;
  error: string | null;
  /** Until the next attempt, of a pending one. */
  delayMs: number;
}

const FINISH = `update webhook_deliveries set status = $3, response_status = $4, response_body = $5, error = $6,
    next_at = ${NOW} + $7::float8 * interval '1 millisecond'
  where org_id = $1 and id = $2 and status = 'pending' and ($3 <> 'pending' or attempts = $8)`;

/** Records what became of an attempt. Where another process has taken the delivery meanwhile, that one decides when it is sent again. */
export async function finishAttempt(
  db: Database,
  { org_id, id, attempts }: TakenDelivery,
  { status, responseStatus, responseBody, error, delayMs }: AttemptResult,
): Promise<void> {
  await runSql(db, FINISH, [org_id, id, status, responseStatus, responseBody, error, delayMs, attempts]);
}

const PAUSE = `update webhooks w set status = 'paused', status_reason = 'backlog', updated_at = ${NOW}
  where w.id = any($1::uuid[]) and w.org_id is not null and w.status = 'active' and exists (select from webhook_deliveries d
    where d.webhook_id = w.id and d.status = 'pending' offset ${LIMITS.webhookBacklog - 1})
  returning w.org_id, w.id as webhook_id`;

/** Pauses those of these webhooks for which too much waits. */
export function pauseFull(
  db: Database,
  webhookIds: readonly WebhookId[],
): Promise<{ org_id: OrganizationId; webhook_id: WebhookId }[]> {
  return runSql(db, PAUSE, [webhookIds]);
}

const GONE = `with w as (update webhooks set status = 'disabled', status_reason = 'gone', updated_at = ${NOW}
    where org_id = $1 and id = $2 and status <> 'disabled' returning org_id, id)
  update webhook_deliveries d set status = 'failed', error = 'The server answered 410 Gone.' from w
    where d.org_id = w.org_id and d.webhook_id = w.id and d.status = 'pending'`;

/** The server wants no more: the webhook is disabled, and what waits is given up. */
export async function disableGone(db: Database, { org_id, webhook_id }: TakenDelivery): Promise<void> {
  await runSql(db, GONE, [org_id, webhook_id]);
}
